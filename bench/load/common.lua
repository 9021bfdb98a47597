-- For wrk: what all scripts share. Threads are told apart by a number; results go to one line of JSON.
-- A request is put together as one string: wrk.format would walk a table of headers each time, on the same cores as the server.
local threads = 0

function setup(thread)
  threads = threads + 1
  thread:set("thread", threads)
end

-- All of a request between its path and its body, whose length is the same for all.
function head(key, length)
  local lines = " HTTP/1.1\r\nHost: " .. wrk.host .. "\r\nAuthorization: Bearer " .. key .. "\r\n"
  if length then lines = lines .. "Content-Type: application/json\r\nContent-Length: " .. length .. "\r\n" end
  return lines .. "\r\n"
end

-- Where a run begins on its way over all stocks: each round elsewhere, so that a slow one does not stay with the same few.
function beginning(run)
  return tonumber(run:match("%d+") or 0) * 30011
end

-- wrk counts every status of 400 and above as an error.
function done(summary, latency)
  io.write(string.format('RESULT {"Count":%d,"Seconds":%.6f,"Errors":%d,"P50":%.3f,"P99":%.3f,"Max":%.3f}\n', summary.requests, summary.duration / 1e6,
    summary.errors.status + summary.errors.connect + summary.errors.read + summary.errors.write + summary.errors.timeout,
    latency:percentile(50) / 1000, latency:percentile(99) / 1000, latency.max / 1000))
end
