-- For wrk: POST /v1/reservations/batch with lines of their own over all stocks, each for itself. Arguments: KEY RUN STORES SKUS LINES.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "common.lua")

function init(args)
  key, stores, stocks, lines = args[1], tonumber(args[3]), tonumber(args[3]) * tonumber(args[4]), tonumber(args[5])
  run, from, count, parts = args[2] .. "-" .. thread .. "-", beginning(args[2]), 0, {}
  before = "POST /v1/reservations/batch HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAuthorization: Bearer " .. key
    .. "\r\nContent-Type: application/json\r\nContent-Length: "
end

function request()
  for line = 1, lines do
    count = count + 1
    local n = ((from + count) * 7919 + thread * 50021) % stocks
    parts[line] = '{"id":"' .. run .. count .. '","store":"store-' .. n % stores .. '","sku":"sku-' .. (n - n % stores) / stores .. '","quantity":1,"ttlSeconds":3600}'
  end
  local body = '{"items":[' .. table.concat(parts, ",", 1, lines) .. ']}'
  return before .. #body .. "\r\n\r\n" .. body
end
