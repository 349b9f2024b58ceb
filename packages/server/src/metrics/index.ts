export { CallMetrics } from './calls.ts';
export { Distribution, Distributions, WAIT_SECONDS, WORK_SECONDS } from './distribution.ts';
export { exportCounter, exportCounters, exportDistribution, exportDistributions, exportGauge } from './export.ts';
export { StreamMetrics } from './streams.ts';
