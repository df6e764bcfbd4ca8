/** Lets work in side by side, or alone: whoever wants to be alone waits for the others, and they for them. */
export interface Gate {
  enter<T>(how: 'beside' | 'alone', work: () => Promise<T>): Promise<T>;
}

export function gate(): Gate {
  const inside = new Set<Promise<unknown>>();
  let door: Promise<unknown> = Promise.resolve();
  return {
    async enter(how, work) {
      const before = door;
      let leave: () => void = () => undefined;
      if (how === 'alone') {
        door = new Promise<void>((resolve) => {
          leave = resolve;
        });
      }
      await before;
      if (how === 'alone') {
        await Promise.allSettled(inside);
        try {
          return await work();
        } finally {
          leave();
        }
      }
      const working = work();
      inside.add(working);
      try {
        return await working;
      } finally {
        inside.delete(working);
      }
    },
  };
}
