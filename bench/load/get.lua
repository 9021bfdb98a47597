-- For wrk: GET of the address given, with a key. Arguments: KEY.
dofile(debug.getinfo(1, "S").source:match("^@(.*/)") .. "common.lua")

function init(args)
  wrk.headers["Authorization"] = "Bearer " .. args[1]
end
