import type { Client } from "pg";

export type PostgresServer = {
  port: number;
  url: (database: string, user?: string) => string;
  ownerUrl: (database: string) => string;
  stop: () => Promise<void>;
  isRunning: () => boolean;
  remove: () => Promise<void>;
};
export function startPostgres(dir: string, options?: { port?: number; fast?: boolean }): Promise<PostgresServer>;
export function ensureDatabase(server: PostgresServer, database: string): Promise<void>;
export function freePort(): Promise<number>;
export function withClient<T>(url: string, work: (client: Client) => Promise<T>): Promise<T>;
