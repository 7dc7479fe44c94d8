// Curves of the lane and how near a point is to one.

export const curve = (x0: number, y0: number, x1: number, y1: number): string => {
  const m = (x0 + x1) / 2;
  return `M${x0} ${y0}C${m} ${y0} ${m} ${y1} ${x1} ${y1}`;
};

export const bezier = (a: number, b: number, c: number, d: number, t: number): number => {
  const u = 1 - t;
  return u * u * u * a + 3 * u * u * t * b + 3 * u * t * t * c + t * t * t * d;
};

/** A curve's ends, and whose line it is. */
export interface Stroke<T> {
  of: T;
  x0: number;
  y0: number;
  x1: number;
  y1: number;
}

/** Distance of a point from a stroke, or infinity beside its ends. */
export function distance({ x0, y0, x1, y1 }: Stroke<unknown>, x: number, y: number): number {
  if (x < x0 - 4 || x > x1 + 4) return Infinity;
  const m = (x0 + x1) / 2;
  let low = 0;
  let high = 1;
  // x grows with t, so t is found by halving.
  for (let k = 0; k < 9; k++) {
    const t = (low + high) / 2;
    if (bezier(x0, m, m, x1, t) < x) low = t;
    else high = t;
  }
  const at = (t: number) => bezier(y0, y0, y1, y1, t);
  const steep = Math.abs(at(high + 0.01) - at(high - 0.01)) / Math.max(1, (x1 - x0) * 0.02);
  return Math.abs(at((low + high) / 2) - y) / Math.sqrt(1 + steep * steep);
}
