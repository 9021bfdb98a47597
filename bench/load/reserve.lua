-- For wrk: PUT .../reservations/{id} with ids of their own over all stocks, or on the hot one. Arguments: KEY RUN STORES SKUS, or KEY RUN hot.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "common.lua")
local body = '{"quantity":1,"ttlSeconds":3600}'

function init(args)
  run, from, count = args[2] .. "-" .. thread .. "-", beginning(args[2]), 0
  tail = head(args[1], #body) .. body
  if args[3] == "hot" then
    before = "PUT /v1/stores/hot/skus/hot/reservations/" .. run
    request = on_hot
  else
    stores, stocks = tonumber(args[3]), tonumber(args[3]) * tonumber(args[4])
    request = over_all
  end
end

function on_hot()
  count = count + 1
  return before .. count .. tail
end

function over_all()
  count = count + 1
  -- Two primes, so that each thread goes over all stocks on a way of its own.
  local n = ((from + count) * 7919 + thread * 50021) % stocks
  return "PUT /v1/stores/store-" .. n % stores .. "/skus/sku-" .. (n - n % stores) / stores .. "/reservations/" .. run .. count .. tail
end

function request() end
