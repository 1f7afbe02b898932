local N = 800000

local function add(a, b) return a + b end

local function scale(x, factor, offset)
  return x * (factor or 3) + (offset or 1)
end

local function twice(f, x) return f(f(x)) end

local function counter(step)
  return function(x) return x + step end
end

local function spread(...)
  local args = {...}
  return args[1] + args[#args]
end

local function run(count)
  local total = 0
  local advance = counter(2)
  local half = function(x) return (x // 2) end
  for i = 0, count - 1 do
    total = add(total, i)
    total = add(total, add(i, 1))
    total = total + scale(i)
    total = total + scale(i, nil, 2)
    total = twice(advance, total)
    total = total + half(i)
    total = total + spread(i, 1, 2)
    total = total % 1000003
  end
  return total
end

PRINT(run(N))
