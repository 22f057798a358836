/** A signal for a run that ends with Ctrl-C or a polite kill; call `done` to go back to the default. */
export function interruption(): { signal: AbortSignal; done: () => void } {
  const controller = new AbortController();
  const stop = (): void => {
    controller.abort();
  };
  const signals = ["SIGINT", "SIGTERM", "SIGHUP"] as const;
  for (const name of signals) process.once(name, stop);
  return {
    signal: controller.signal,
    done() {
      for (const name of signals) process.off(name, stop);
    },
  };
}
