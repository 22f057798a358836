/** Work with something to be made first, shared with other work of the same `needs`. */
export interface Job {
  /** Names what must be made before; nothing for work that can start at once. */
  readonly needs: string | undefined;
  /** Makes it. Called once for each name. Must not throw. */
  readonly make: () => Promise<void>;
  /** Does the work. Must not throw. */
  readonly work: () => Promise<void>;
}

/**
 * Does all jobs, `width` at a time, in their order; a job whose need is being made lets later ones go first, so that
 * no core waits while there is something to do. Stops taking jobs when the signal says so.
 */
export async function runPool(
  jobs: readonly Job[],
  width: number,
  signal: AbortSignal,
): Promise<void> {
  const queue = [...jobs];
  const making = new Map<string, Promise<void>>();
  const made = new Set<string>();
  const isMaking = (job: Job): boolean =>
    job.needs !== undefined && making.has(job.needs) && !made.has(job.needs);
  const step = async (): Promise<void> => {
    const index = queue.findIndex((job) => !isMaking(job));
    const job = queue[index];
    if (job === undefined) {
      const pending = [...making].filter(([name]) => !made.has(name));
      await Promise.race(pending.map(([, promise]) => promise));
      return;
    }
    const { needs } = job;
    if (needs !== undefined && !made.has(needs)) {
      const promise = job.make().then(() => {
        made.add(needs);
      });
      making.set(needs, promise);
      await promise;
      return;
    }
    queue.splice(index, 1);
    await job.work();
  };
  const worker = async (): Promise<void> => {
    while (queue.length > 0 && !signal.aborted) await step();
  };
  await Promise.all(Array.from({ length: width }, worker));
}
