/** Imported before a program: at its end, seconds of processor time and the most memory in MB, on the last line of stderr. */
process.on('exit', () => {
  const { userCPUTime, systemCPUTime, maxRSS } = process.resourceUsage();
  process.stderr.write(`\n${(userCPUTime + systemCPUTime) / 1e6} ${(maxRSS * 1024) / 1e6}\n`);
});
