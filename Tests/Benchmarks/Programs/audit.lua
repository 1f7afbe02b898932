local N = 100000

local regions = {"north", "south", "east", "west"}
local function record(i)
  return {
    id = string.format("host-%d", i),
    name = "node" .. tostring(i % 977),
    region = regions[i % 4 + 1],
    port = i * 17 % 65536,
    protocol = i % 3 ~= 0 and "TCP" or "UDP",
    agent = string.format("agent%d", i % 500),
    risk = i * 31 % 100,
    open = i % 5 == 0,
  }
end

local function sorted(list, key)
  local copy = {}
  for i, value in ipairs(list) do copy[i] = {key(value), i, value} end
  table.sort(copy, function(a, b)
    if a[1] == b[1] then return a[2] < b[2] end
    return a[1] < b[1]
  end)
  for i, entry in ipairs(copy) do copy[i] = entry[3] end
  return copy
end

local function audit(records)
  local risky = {}
  for _, r in ipairs(records) do
    if r.open and r.risk > 40 and r.port ~= 22 and r.port ~= 443 then risky[#risky + 1] = r end
  end
  local groups, keys = {}, {}
  for _, r in ipairs(risky) do
    local key = r.region .. "/" .. r.protocol
    if not groups[key] then
      groups[key] = {}
      keys[#keys + 1] = key
    end
    table.insert(groups[key], r)
  end
  table.sort(keys)
  local lines = {}
  for _, key in ipairs(keys) do
    local rows, total, agents, count = groups[key], 0, {}, 0
    for _, r in ipairs(rows) do
      total = total + r.risk
      if not agents[r.agent] then
        agents[r.agent] = 0
        count = count + 1
      end
      agents[r.agent] = agents[r.agent] + 1
    end
    lines[#lines + 1] = string.format("%s: %d records, %d agents, risk %d", key, #rows, count, total)
    local worst = sorted(rows, function(r) return -r.risk * 1000000 + r.port end)
    for i = 1, math.min(3, #worst) do
      local r = worst[i]
      lines[#lines + 1] = string.format("  %s (%s): port %d risk %d", r.id, r.name, r.port, r.risk)
    end
  end
  return lines
end

local records = {}
for i = 0, N - 1 do records[#records + 1] = record(i) end
for _, line in ipairs(audit(records)) do print(line) end
