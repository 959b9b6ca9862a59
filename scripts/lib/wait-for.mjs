/** Asks until `url` answers below 500 or `seconds` have passed. */
export async function waitForHttp(url, seconds) {
  const deadline = Date.now() + seconds * 1000;
  for (;;) {
    try {
      const answer = await fetch(url, { redirect: "manual", signal: AbortSignal.timeout(5_000) });
      if (answer.status < 500) return;
    } catch {
      // not listening yet
    }
    if (Date.now() > deadline) throw new Error(`${url} does not answer after ${seconds} s`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}
