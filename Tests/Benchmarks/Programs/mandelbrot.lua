local N = 400

local function mandelbrot(size)
  local inside, total = 0, 0
  for row = 0, size - 1 do
    local ci = 2.0 * row / size - 1.0
    for column = 0, size - 1 do
      local cr = 3.0 * column / size - 2.0
      local zr, zi = 0.0, 0.0
      local escaped = 100
      for i = 0, 99 do
        local rr = zr * zr
        local ii = zi * zi
        if rr + ii > 4.0 then
          escaped = i
          break
        end
        zi = 2.0 * zr * zi + ci
        zr = rr - ii + cr
      end
      if escaped == 100 then inside = inside + 1 end
      total = total + escaped
    end
  end
  return inside, total
end

PRINT(mandelbrot(N))
