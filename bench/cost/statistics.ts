/** The rank of each number among all; equal numbers share the mean of their ranks. */
function ranksOf(numbers: readonly number[]): number[] {
  const order = numbers.map((_, i) => i).toSorted((a, b) => (numbers[a] ?? 0) - (numbers[b] ?? 0))
  const ranks = numbers.map(() => 0)
  for (let start = 0; start < order.length;) {
    let end = start
    while (end < order.length && numbers[order[end] ?? 0] === numbers[order[start] ?? 0]) end++
    for (const i of order.slice(start, end)) ranks[i] = (start + end - 1) / 2
    start = end
  }
  return ranks
}

/** Spearman's rank correlation of two series of the same length: 1 if one always increases with the other. */
export function rankCorrelation(left: readonly number[], right: readonly number[]): number {
  const [a, b] = [ranksOf(left), ranksOf(right)]
  const mean = (a.length - 1) / 2
  const sum = (valueOf: (i: number) => number) => a.reduce((total, _, i) => total + valueOf(i), 0)
  const deviation = (ranks: readonly number[], i: number) => (ranks[i] ?? 0) - mean
  const covariance = sum((i) => deviation(a, i) * deviation(b, i))
  return covariance / Math.sqrt(sum((i) => deviation(a, i) ** 2) * sum((i) => deviation(b, i) ** 2))
}

/** The value below which a share of the numbers lies. */
export function quantile(numbers: readonly number[], share: number): number {
  const sorted = numbers.toSorted((a, b) => a - b)
  return sorted[Math.min(sorted.length - 1, Math.floor(share * sorted.length))] ?? NaN
}

/** The straight line through the logarithms of points, by least squares: `log y = slope * log x + intercept`. */
export function logFit(xs: readonly number[], ys: readonly number[]): { slope: number; intercept: number } {
  const points = xs.map((x, i) => [Math.log(x), Math.log(ys[i] ?? 1)] as const)
  const mean = (axis: 0 | 1) => points.reduce((sum, point) => sum + point[axis], 0) / points.length
  const [meanX, meanY] = [mean(0), mean(1)]
  const slope =
    points.reduce((sum, [x, y]) => sum + (x - meanX) * (y - meanY), 0) /
    points.reduce((sum, [x]) => sum + (x - meanX) ** 2, 0)
  return { slope, intercept: meanY - slope * meanX }
}
