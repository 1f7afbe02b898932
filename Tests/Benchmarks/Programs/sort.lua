local N = 150000

local function numbers(count)
  local state = 12345
  local result = {}
  for _ = 1, count do
    state = state * 16807 % 2147483647
    result[#result + 1] = (state // 64)
  end
  return result
end

local function last_digits(n) return n % 1000 * 100000 + n end

local function sorted(list, key, reverse)
  local copy = {}
  if key then
    for i, value in ipairs(list) do copy[i] = {key(value), i, value} end
    table.sort(copy, function(a, b)
      if a[1] == b[1] then return a[2] < b[2] end
      return a[1] < b[1]
    end)
    for i, entry in ipairs(copy) do copy[i] = entry[3] end
    return copy
  end
  for i, value in ipairs(list) do copy[i] = value end
  if reverse then
    table.sort(copy, function(a, b) return a > b end)
  else
    table.sort(copy)
  end
  return copy
end

local values = numbers(N)
local squares, pairs_, strings = {}, {}, {}
for _, n in ipairs(values) do
  if n % 3 == 0 then squares[#squares + 1] = n * n end
end
for i, n in ipairs(values) do
  if n % 2 == 1 then pairs_[#pairs_ + 1] = {n, i - 1} end
end
for i, n in ipairs(values) do strings[i] = string.format("k%d", n) end
local ordered = sorted(values)
local keyed = sorted(values, last_digits)
local down = sorted(squares, nil, true)
local words = sorted(strings)
local firsts = sorted(pairs_, function(pair) return pair[1] * 1000000 + pair[2] end)
PRINT(#squares, #pairs_, ordered[1], ordered[(N // 2) + 1], keyed[(N // 3) + 1], down[1],
  words[(N // 4) + 1], firsts[101][2])
