// Heights of rows, those not yet drawn guessed: where a row lies, and which lies at a place (a tree of sums: Fenwick 1994).
export class Heights {
  constructor(guesses) {
    this.own = Float64Array.from(guesses);
    this.tree = new Float64Array(this.own.length + 1);
    for (let at = 1; at <= this.own.length; at++) {
      this.tree[at] += this.own[at - 1];
      const up = at + (at & -at);
      if (up <= this.own.length) this.tree[up] += this.tree[at];
    }
  }

  set(index, height) {
    const more = height - this.own[index];
    if (!more) return;
    this.own[index] = height;
    for (let at = index + 1; at <= this.own.length; at += at & -at) this.tree[at] += more;
  }

  // Pixels above the row with that index; of all where it is their number.
  above(index) {
    let sum = 0;
    for (let at = index; at > 0; at -= at & -at) sum += this.tree[at];
    return sum;
  }

  // Index of the row at that many pixels from the top; the last one below them all.
  at(place) {
    let [index, rest] = [0, place];
    for (let step = 1 << Math.floor(Math.log2(this.own.length || 1)); step; step >>= 1) {
      if (index + step <= this.own.length && this.tree[index + step] <= rest) {
        index += step;
        rest -= this.tree[index];
      }
    }
    return Math.min(index, Math.max(this.own.length - 1, 0));
  }
}
