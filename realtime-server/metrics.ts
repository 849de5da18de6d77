import { Counter, Gauge, Histogram, Registry } from 'prom-client';

export type Metrics = ReturnType<typeof createGatewayMetrics>;

/** The metrics of the gateway, for `/metrics`. */
export function createGatewayMetrics() {
  const register = new Registry();
  const registers = [register];
  return {
    register,
    connections: new Gauge({
      name: 'gateway_connections',
      help: 'Open browser connections',
      registers,
    }),
    refused: new Counter({
      name: 'gateway_refused_total',
      help: 'Connections refused at the door, by HTTP status',
      labelNames: ['status'] as const,
      registers,
    }),
    closed: new Counter({
      name: 'gateway_closed_total',
      help: 'Connections ended, by WebSocket close code',
      labelNames: ['code'] as const,
      registers,
    }),
    frames: new Counter({ name: 'gateway_frames_total', help: 'Frames sent to browsers', registers }),
    skipped: new Counter({
      name: 'gateway_skipped_total',
      help: 'Frames left out because the browser was behind',
      registers,
    }),
    messages: new Counter({ name: 'gateway_messages_total', help: 'Messages from Redis', registers }),
    badMessages: new Counter({
      name: 'gateway_bad_messages_total',
      help: 'Messages from Redis that are not of the protocol',
      registers,
    }),
    fanOut: new Histogram({
      name: 'gateway_fan_out_seconds',
      help: 'Time to take a message and hand its update, if due, to every watcher',
      buckets: [0.0005, 0.001, 0.005, 0.01, 0.05, 0.1, 0.5],
      registers,
    }),
    redisConnected: new Gauge({
      name: 'gateway_redis_connected',
      help: '1 while news from Redis reaches this gateway',
      registers,
    }),
  };
}
