local N = 1000000

local function record(i)
  return {id = i, name = "node", region = "north", port = i % 65536, protocol = "TCP", agent = "a", risk = 7, open = true}
end

local records = {}
for i = 0, N - 1 do records[#records + 1] = record(i) end
PRINT(#records, records[N].port)
