-- Output as the other languages write it: LuaJIT has floats only.
function PRINT(...)
  local parts = {}
  for i = 1, select("#", ...) do
    local value = select(i, ...)
    parts[i] = type(value) == "number" and string.format("%d", value) or tostring(value)
  end
  print(table.concat(parts, " "))
end
