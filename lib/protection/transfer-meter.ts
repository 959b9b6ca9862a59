import { createHash } from "node:crypto";
import { Transform, type TransformCallback } from "node:stream";

const SECOND = 1000;

/** Passes bytes on, no faster than asked, counts them, and sums them up as Glance does. */
export class TransferMeter extends Transform {
  bytes = 0;
  readonly #hash = createHash("sha512");
  readonly #began = performance.now();
  readonly #bytesPerSecond: number | null;

  constructor(bytesPerSecond: number | null) {
    super();
    this.#bytesPerSecond = bytesPerSecond;
  }

  override _transform(chunk: Buffer, _encoding: BufferEncoding, done: TransformCallback): void {
    this.#hash.update(chunk);
    this.bytes += chunk.length;
    const aheadMs = this.#aheadMs();
    if (aheadMs <= 0) return done(null, chunk);
    setTimeout(() => done(null, chunk), aheadMs);
  }

  /** Mean of the whole transfer; 0 while nothing has passed. */
  rate(): number {
    const seconds = (performance.now() - this.#began) / SECOND;
    return seconds > 0 ? this.bytes / seconds : 0;
  }

  /** Of all that has passed; ask once, at the end. */
  sha512(): string {
    return this.#hash.digest("hex");
  }

  #aheadMs(): number {
    if (this.#bytesPerSecond === null) return 0;
    return (this.bytes / this.#bytesPerSecond) * SECOND - (performance.now() - this.#began);
  }
}
