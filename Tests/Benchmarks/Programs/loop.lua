local N = 200000

local function collatz(limit)
  local longest, total = 0, 0
  for start = 1, limit - 1 do
    local n, steps = start, 0
    for _ = 0, 999 do
      if n == 1 then break end
      if n % 2 == 0 then n = (n // 2) else n = 3 * n + 1 end
      steps = steps + 1
    end
    total = total + steps
    if steps > longest then longest = steps end
  end
  return longest, total
end

local function remainders(limit)
  local a, b, c = 0, 0, 0
  for i = 0, limit * 20 - 1 do
    if i % 15 == 0 then
      a = a + i
    elseif i % 5 == 0 or i % 3 == 0 then
      b = b + 1
    else
      c = (c * 31 + i & 65535)
    end
  end
  return a, b, c
end

PRINT(collatz(N))
PRINT(remainders(N))
