local N = 120000

local function lines(count)
  local parts = {}
  for i = 0, count - 1 do
    parts[#parts + 1] = string.format("%d,host-%d,10.0.%d.%d,%s", i, i * 3, i % 256, i * 7 % 256,
      i % 3 ~= 0 and "ACTIVE" or "SHUTOFF")
  end
  return table.concat(parts, "\n")
end

local function split(text, separator)
  local parts, from = {}, 1
  while true do
    local at = string.find(text, separator, from, true)
    if not at then break end
    parts[#parts + 1] = string.sub(text, from, at - 1)
    from = at + 1
  end
  parts[#parts + 1] = string.sub(text, from)
  return parts
end

local function work(text)
  local ports, out = 0, {}
  for _, line in ipairs(split(text, "\n")) do
    local fields = split(line, ",")
    local number, host, address, status = fields[1], fields[2], fields[3], fields[4]
    if status == "ACTIVE" then ports = ports + #split(address, ".") end
    local name = string.upper((string.gsub(host, "%-", "_")))
    out[#out + 1] = string.format("%s=%s;", name, address)
    if string.sub(host, 1, 6) == "host-1" and string.sub(address, -1) == "7" then
      ports = ports + tonumber(number) % 7
    end
    if string.find(address, ".25", 1, true) then ports = ports + 1 end
  end
  local joined = table.concat(out)
  local _, count = string.gsub(joined, "=10%.0%.1", "")
  return ports, #joined, count
end

local function build(count)
  local text = ""
  for i = 0, count - 1 do
    text = text .. (i % 2 == 0 and "x" or "yz")
    if #text > 100 then
      text = string.sub(text, 51)
      text = string.match(text, "^x*(.-)x*$")
    end
  end
  return #text
end

local text = lines(N)
PRINT(#text)
PRINT(work(text))
PRINT(build(N * 3))
local replaced = string.gsub(string.gsub(text, "ACTIVE", "on"), ",", ", ")
PRINT(#replaced, #string.lower(text))
