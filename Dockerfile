# syntax=docker/dockerfile:1

FROM rust:1.95-bookworm AS build
WORKDIR /source
COPY . .
RUN --mount=type=cache,target=/usr/local/cargo/registry \
    --mount=type=cache,target=/source/target \
    cargo build --profile dist --locked --bin countersign \
    && cp target/dist/countersign /countersign

FROM debian:bookworm-slim
# The authorities of the web, for upstream providers and a PostgreSQL with a public certificate.
RUN apt-get update \
    && apt-get install -y --no-install-recommends ca-certificates \
    && rm -rf /var/lib/apt/lists/* \
    && useradd --system --uid 10001 --home-dir /var/lib/countersign --create-home countersign
COPY --from=build /countersign /usr/local/bin/countersign

USER countersign
WORKDIR /var/lib/countersign
VOLUME /var/lib/countersign
ENV COUNTERSIGN_LISTEN=0.0.0.0:8080
EXPOSE 8080

# The image has no HTTP client; bash speaks enough of it.
HEALTHCHECK --interval=5s --timeout=3s --start-period=10s CMD ["bash", "-c", \
    "exec 3<>/dev/tcp/127.0.0.1/8080 && printf 'GET /readyz HTTP/1.1\\r\\nHost: localhost\\r\\nConnection: close\\r\\n\\r\\n' >&3 && read -r line <&3 && [[ $line == *' 200 '* ]]"]
ENTRYPOINT ["countersign"]
CMD ["serve"]
