# syntax=docker/dockerfile:1
# The image of Dateline: the compiled service and its production packages, without compiler and sources.
# Build: docker build --tag dateline .     Run: see docs/operations.md

FROM node:24-bookworm-slim AS build
WORKDIR /build
COPY package.json package-lock.json ./
RUN npm ci --omit=dev --no-audit --no-fund
COPY tsconfig.json tsconfig.build.json ./
COPY scripts/build-if-stale.mjs scripts/build-assets.mjs scripts/
COPY database database
COPY explorer explorer
COPY ingest ingest
COPY importers importers
COPY interfaces interfaces
COPY schema schema
COPY seeds seeds
COPY server server
RUN node scripts/build-if-stale.mjs
# The compiler and the types are optional packages.
RUN npm prune --omit=dev --omit=optional --no-audit --no-fund

FROM node:24-bookworm-slim
ENV NODE_ENV=production HOST=0.0.0.0 DATA_DIR=/var/lib/dateline/data
WORKDIR /app
COPY --from=build /build/node_modules node_modules
COPY --from=build /build/dist dist
COPY package.json LICENSE ./
COPY migrations migrations
COPY seeds/reports seeds/reports
COPY docs/queries docs/queries
COPY explorer/documents explorer/documents
COPY importers/values/codes importers/values/codes
COPY database/values/country-names.tsv database/values/country-names.licence.txt database/values/
COPY database/values/geography/country-extents.tsv database/values/geography/
RUN mkdir -p /var/lib/dateline && chown node:node /var/lib/dateline
USER node
EXPOSE 4000
HEALTHCHECK --interval=10s --timeout=5s --start-period=60s --retries=3 \
  CMD ["node", "-e", "fetch(`http://127.0.0.1:${process.env.PORT || 4000}/healthz`).then((answer) => process.exit(answer.ok ? 0 : 1), () => process.exit(1))"]
# Node.js itself, so that it receives SIGTERM. Other commands: docker run dateline node dist/server/main.js --help
CMD ["node", "--max-semi-space-size=32", "dist/server/main.js", "serve"]
