-- For wrk: PUT .../reservations/{id} with ids of their own, spread over many stocks.
-- Arguments: KEY RUN STORES SKUS. Threads are told apart by a number that setup gives them.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("thread", threads)
end

function init(args)
  key, run, stores, skus = args[1], args[2], tonumber(args[3]), tonumber(args[4])
  count = 0
  headers = { ["Authorization"] = "Bearer " .. key, ["Content-Type"] = "application/json" }
end

function request()
  count = count + 1
  local n = count * 7919 + thread * 104729
  local path = string.format("/v1/stores/pos-store-%d/skus/pos-sku-%05d/reservations/%s-%d-%d",
    n % stores + 1, n % skus + 1, run, thread, count)
  return wrk.format("PUT", path, headers, '{"quantity":1,"ttlSeconds":600}')
end

-- wrk counts every status of 400 and above as an error; the caller reads this line.
function done(summary, latency)
  io.write(string.format("RESULT %.1f %d %.2f %.2f\n", summary.requests / summary.duration * 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000))
end
