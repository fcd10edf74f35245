/** erf, erfc, gamma and its logarithm, by series and continued fractions; right to about 14 digits. */

const TWO_OVER_ROOT_PI = 2 / Math.sqrt(Math.PI);
const SERIES_LIMIT = 1;
const TERMS = 300;

/** A series of erf whose terms are all positive, so that nothing cancels. */
function errorSeries(value: number): number {
  let term = value;
  let sum = value;
  for (let index = 1; index < TERMS; index++) {
    term *= (2 * value * value) / (2 * index + 1);
    sum += term;
    if (Math.abs(term) < Math.abs(sum) * 2 ** -54) break;
  }
  return TWO_OVER_ROOT_PI * Math.exp(-value * value) * sum;
}

/** The continued fraction of erfc, for positive values that are not small. */
function complementFraction(value: number): number {
  let fraction = 0;
  for (let index = TERMS; index >= 1; index--) fraction = index / 2 / (value + fraction);
  return Math.exp(-value * value) / Math.sqrt(Math.PI) / (value + fraction);
}

/** erf, or erfc with `complement`. */
export function errorFunction(value: number, complement: boolean): number {
  if (Number.isNaN(value)) return value;
  const magnitude = Math.abs(value);
  if (magnitude < SERIES_LIMIT) {
    const series = errorSeries(value);
    return complement ? 1 - series : series;
  }
  const tail = complementFraction(magnitude);
  if (complement) return value > 0 ? tail : 2 - tail;
  return value > 0 ? 1 - tail : tail - 1;
}

/** Coefficients of the Lanczos approximation for g = 7 with nine terms. */
const LANCZOS_FIRST = 0.99999999999980993;
const LANCZOS: readonly number[] = [
  676.5203681218851, -1259.1392167224028, 771.32342877765313, -176.61502916214059, 12.507343278686905,
  -0.13857109526572012, 9.9843695780195716e-6, 1.5056327351493116e-7,
];
const G = 7;

/** The sum of the approximation, for values of 0.5 and above. */
function lanczosSum(value: number): number {
  return LANCZOS.reduce((sum, coefficient, index) => sum + coefficient / (value + index), LANCZOS_FIRST);
}

/** sin(pi * value), exact at whole numbers: the value is brought near 0 first, which loses nothing. */
function sinePi(value: number): number {
  const near = value - 2 * Math.round(value / 2);
  if (near > 0.5) return Math.sin(Math.PI * (1 - near));
  return near < -0.5 ? -Math.sin(Math.PI * (1 + near)) : Math.sin(Math.PI * near);
}

/** tgamma. Whole numbers are exact factorials. */
export function gamma(value: number): number {
  if (Number.isInteger(value)) {
    if (value === 0) return 1 / value;
    if (value < 0) return Number.NaN;
    if (value > 171) return Number.POSITIVE_INFINITY;
    let product = 1;
    for (let factor = 2; factor < value; factor++) product *= factor;
    return product;
  }
  if (!Number.isFinite(value)) return value > 0 ? value : Number.NaN;
  if (value < 0.5) return Math.PI / (sinePi(value) * gamma(1 - value));
  const base = value + G - 0.5;
  // The power in two steps: it overflows before the result does.
  const half = base ** ((value - 0.5) / 2);
  return Math.sqrt(2 * Math.PI) * half * Math.exp(-base) * half * lanczosSum(value);
}

/** lgamma: the logarithm of the magnitude of gamma. */
export function logGamma(value: number): number {
  if (Number.isNaN(value)) return value;
  if (!Number.isFinite(value) || (Number.isInteger(value) && value <= 0)) return Number.POSITIVE_INFINITY;
  if (value === 1 || value === 2) return 0;
  if (Math.abs(value) < 2 ** -60) return -Math.log(Math.abs(value));
  if (value < 0.5) return Math.log(Math.PI / Math.abs(sinePi(value))) - logGamma(1 - value);
  if (value < 100) return Math.log(Math.abs(gamma(value)));
  const base = value + G - 0.5;
  return 0.5 * Math.log(2 * Math.PI) + (value - 0.5) * Math.log(base) - base + Math.log(lanczosSum(value));
}
