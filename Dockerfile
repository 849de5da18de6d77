# One image for all processes; docker-compose.yml sets the command of each container.

FROM node:22-bookworm-slim AS build
WORKDIR /app
COPY package.json package-lock.json ./
RUN npm ci
COPY . .
# A build needs no settings and no services: everything is read at run time.
RUN npx next build && npm prune --omit=dev && rm -rf .next/cache

FROM node:22-bookworm-slim
ENV NODE_ENV=production NEXT_TELEMETRY_DISABLED=1 DATA_DIR=/data
WORKDIR /app
COPY --from=build --chown=node:node /app ./
# Pictures of auctions; in production a volume or a storage of your own.
RUN mkdir /data && chown node:node /data
VOLUME /data
USER node
EXPOSE 3000 3001 3002
# Node itself, not npm, so that signals arrive. Each process ends within SHUTDOWN_WITHIN_MS (7 s), below the 10 s that Docker waits.
STOPSIGNAL SIGTERM
CMD ["node", "--import", "tsx", "scripts/web.ts"]
