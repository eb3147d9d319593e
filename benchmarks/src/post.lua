-- wrk's side of the small, large and injected workloads: a chat request of that many bytes, and one line of name=value.
-- Usage: wrk ... -s post.lua URL -- BYTES

wrk.method = "POST"
wrk.headers["Authorization"] = "Bearer sk-benchmark"
wrk.headers["Content-Type"] = "application/json"

function init(arguments)
  local head = '{"model":"gpt-4o","messages":[{"role":"user","content":"'
  local tail = '"}]}'
  wrk.body = head .. string.rep(".", tonumber(arguments[1]) - #head - #tail) .. tail
end

function done(summary, latency, requests)
  local errors = summary.errors
  io.write(string.format(
    "requests=%d rps=%.1f p50=%.1f p99=%.1f failed=%d refused=%d\n",
    summary.requests,
    summary.requests / summary.duration * 1e6,
    latency:percentile(50),
    latency:percentile(99),
    errors.connect + errors.read + errors.write + errors.timeout,
    errors.status))
end
