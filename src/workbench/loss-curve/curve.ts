/** A curve as it was logged, in the order of its lines; a loss that was not a number is NaN. */
export interface Curve {
  steps: Float64Array;
  losses: Float64Array;
}

/** What a line says of where it is; NaN where it does not say. */
interface Place {
  step: number;
  epoch?: number;
  /** Steps of an epoch, where a progress bar gives them. */
  total?: number;
}

/** Collects the lines of a log in numbers, so that a million of them take little room, and settles what a step is at the end. */
export class CurveLines {
  #steps = new Float64Array(1024);
  #losses = new Float64Array(1024);
  #epochs: Float64Array | null = null;
  #totals: Float64Array | null = null;
  #count = 0;
  #placed = 0;

  get count(): number {
    return this.#count;
  }

  add({ step, epoch = Number.NaN, total = Number.NaN }: Place, loss: number): void {
    const at = this.#count++;
    if (at === this.#steps.length) {
      this.#steps = grown(this.#steps);
      this.#losses = grown(this.#losses);
      if (this.#epochs !== null) this.#epochs = grown(this.#epochs);
      if (this.#totals !== null) this.#totals = grown(this.#totals);
    }
    this.#steps[at] = step;
    this.#losses[at] = loss;
    if (!Number.isNaN(step)) this.#placed += 1;
    if (!Number.isNaN(epoch)) this.#epochs ??= new Float64Array(this.#steps.length).fill(Number.NaN);
    if (this.#epochs !== null) this.#epochs[at] = epoch;
    if (!Number.isNaN(total)) this.#totals ??= new Float64Array(this.#steps.length).fill(Number.NaN);
    if (this.#totals !== null) this.#totals[at] = total;
  }

  /** Lines without a step count where most have none or all have the same; else they are left out. */
  curve(): Curve {
    const placed = this.#placed * 2 >= this.#count;
    const losses = this.#losses.subarray(0, this.#count);
    const steps = this.#steps.subarray(0, this.#count);
    const epochs = this.#epochs?.subarray(0, this.#count) ?? null;
    if (!placed || standsStill(steps))
      return { steps: wholeEpochs(epochs) ?? Float64Array.from(losses, (_, at) => at + 1), losses };
    if (epochs !== null) unroll(steps, epochs, this.#totals?.subarray(0, this.#count) ?? null);
    if (this.#placed === this.#count) return { steps, losses };
    return {
      steps: steps.filter((step) => !Number.isNaN(step)),
      losses: losses.filter((_, at) => !Number.isNaN(steps[at])),
    };
  }
}

/** Whether several lines name one step alone, as the batches of an epoch: that says nothing of where they are. */
function standsStill(steps: Float64Array): boolean {
  return steps.length > 2 && steps.every((step) => step === steps[0]);
}

function grown(values: Float64Array<ArrayBufferLike>): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}

/** Epochs as steps, where each line is a whole one of its own; a run that begins anew may count them again. */
function wholeEpochs(epochs: Float64Array | null): Float64Array | null {
  if (epochs === null || epochs.length < 2) return null;
  for (let i = 0; i < epochs.length; i++) {
    if (!Number.isInteger(epochs[i])) return null;
    if (i > 0 && epochs[i] === epochs[i - 1]) return null;
  }
  return Float64Array.from(epochs);
}

/**
 * Steps that begin again with each epoch become steps of the run, in place. A step that goes back within its epoch is a run resumed, and
 * then nothing is unrolled: what begins again must do so where the epoch changes, nearly always.
 */
function unroll(steps: Float64Array, epochs: Float64Array, totals: Float64Array | null): void {
  let back = 0;
  let atEpoch = 0;
  let last = -1;
  for (let i = 0; i < steps.length; i++) {
    if (Number.isNaN(steps[i])) continue;
    if (last >= 0 && (steps[i] as number) < (steps[last] as number)) {
      back += 1;
      if (Math.floor(epochs[i] as number) > Math.floor(epochs[last] as number)) atEpoch += 1;
    }
    last = i;
  }
  if (atEpoch === 0 || atEpoch < 0.8 * back) return;
  let offset = 0;
  let epochEnd = 0;
  let previous = Number.NaN;
  for (let i = 0; i < steps.length; i++) {
    const step = steps[i] as number;
    if (Number.isNaN(step)) continue;
    if (step < previous) {
      offset += epochEnd;
      epochEnd = 0;
    }
    const total = totals?.[i] ?? Number.NaN;
    epochEnd = Math.max(epochEnd, step, Number.isNaN(total) ? step : total);
    previous = step;
    steps[i] = offset + step;
  }
}
