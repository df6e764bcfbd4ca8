let last=process.cpuUsage(); const lap=(n)=>{const u=process.cpuUsage(last); last=process.cpuUsage(); console.log(n.padEnd(40),((u.user+u.system)/1000).toFixed(0))};
lap('');
for (const m of process.argv.slice(2)) { await import(m); lap(m); }
