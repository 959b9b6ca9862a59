// Loaded into each process of Breakwater: when the supervisor is gone, so is it.
// A crash is a safe end for all of them, and nothing must hold the ports.
if (process.channel) {
  process.on("disconnect", () => process.exit(0));
  process.channel.unref();
}
