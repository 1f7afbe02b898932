local N = 2000000

local function primes(limit)
  local composite = {}
  for i = 0, limit - 1 do composite[i + 1] = false end
  local found = {}
  for i = 2, limit - 1 do
    if not composite[i + 1] then
      found[#found + 1] = i
      if i * i < limit then
        for j = i * i, limit - 1, i do composite[j + 1] = true end
      end
    end
  end
  return found
end

local function slice(values, from, to)
  local part = {}
  for i = from, to do part[#part + 1] = values[i] end
  return part
end

local function sums(count)
  local values = {}
  for i = 0, count - 1 do values[#values + 1] = i * 7 % 1000 end
  local total = 0
  for _, value in ipairs(values) do total = total + value end
  for i = 2, #values do values[i] = values[i] + values[i - 1] % 10 end
  for i = 1, #values do total = total + values[i] end
  for _ = 1, (count // 2) do total = total + table.remove(values) end
  local window = 0
  for i = 0, #values - 11, 10 do window = window + #slice(values, i + 1, i + 5) end
  return total, window
end

local found = primes(N)
PRINT(#found, found[#found])
PRINT(sums(N))
