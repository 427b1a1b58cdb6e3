-- wrk: one client_credentials request (RFC 6749 section 4.4.2), the secret in the body.
wrk.method = "POST"
wrk.headers["Content-Type"] = "application/x-www-form-urlencoded"
wrk.body = "grant_type=client_credentials&client_id=" .. os.getenv("CLIENT_ID")
    .. "&client_secret=" .. os.getenv("CLIENT_SECRET")

local answer
function response(status, headers, body)
    -- One look is enough: a 200 without a token would be measured as a token.
    if not answer then
        answer = body
        assert(body:find('"access_token"'), body)
    end
end
