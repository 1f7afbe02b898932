local N = 40000

local function truncated(x) return x < 0 and math.ceil(x) or math.floor(x) end

local function root(x)
  local guess = x > 1.0 and x or 1.0
  for _ = 1, 20 do
    local next = 0.5 * (guess + x / guess)
    if next == guess then break end
    guess = next
  end
  return guess
end

local function step(bodies, dt)
  for i = 1, #bodies do
    local a = bodies[i]
    for j = i + 1, #bodies do
      local b = bodies[j]
      local dx = a[1] - b[1]
      local dy = a[2] - b[2]
      local dz = a[3] - b[3]
      local distance = dx * dx + dy * dy + dz * dz + 0.01
      local force = dt / (distance * root(distance))
      a[4] = a[4] - dx * b[7] * force
      a[5] = a[5] - dy * b[7] * force
      a[6] = a[6] - dz * b[7] * force
      b[4] = b[4] + dx * a[7] * force
      b[5] = b[5] + dy * a[7] * force
      b[6] = b[6] + dz * a[7] * force
    end
  end
  for _, body in ipairs(bodies) do
    body[1] = body[1] + dt * body[4]
    body[2] = body[2] + dt * body[5]
    body[3] = body[3] + dt * body[6]
  end
end

local bodies = {
  {0.0, 0.0, 0.0, 0.0, 0.0, 0.0, 39.0},
  {4.8, -1.1, -0.1, 0.6, 2.8, -0.02, 0.037},
  {8.3, 4.1, -0.4, -1.0, 1.8, 0.008, 0.011},
  {12.8, -15.1, -0.2, 1.0, 0.8, -0.01, 0.0017},
  {15.3, -25.9, 0.1, 0.9, 0.5, -0.03, 0.002},
}
for _ = 1, N do step(bodies, 0.01) end
local numbers = {}
for _, body in ipairs(bodies) do
  for k = 1, 3 do numbers[#numbers + 1] = truncated(body[k] * 100000) end
end
PRINT((table.unpack or unpack)(numbers))
