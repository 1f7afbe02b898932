local N = 600000

local function count_words(words, rounds)
  local counts = {}
  for i = 0, rounds - 1 do
    local word = words[i * 7919 % #words + 1]
    counts[word] = (counts[word] or 0) + 1
  end
  return counts
end

local function records(count)
  local total = 0
  for i = 0, count - 1 do
    local point = {x = i, y = i * 2, name = "point"}
    point.x = point.x + 5
    if point.z == nil then point.z = point.x - point.y end
    total = total + point.x + point.y - point.z
  end
  return total
end

local function churn(count)
  local entries = {}
  for i = 0, count - 1 do
    entries[string.format("key%d", i % 5000)] = i
    if i % 3 == 0 then entries[string.format("key%d", i * 7 % 5000)] = nil end
  end
  local total, size = 0, 0
  for key, value in pairs(entries) do
    total = total + #key + value % 1000
    size = size + 1
  end
  return size, total
end

local words = {}
for i = 0, 1999 do words[#words + 1] = string.format("word%d", i) end
local counts = count_words(words, N * 2)
local size = 0
for _ in pairs(counts) do size = size + 1 end
PRINT(size, counts["word17"], counts["word1999"])
PRINT(records(N))
PRINT(churn(N))
