// One function in a process of its own: runs the events it is sent, one at a time, and tells what they cost this process.
// Plain JavaScript, so that stripping types is no part of what is measured.
const { handler } = await import(process.argv[2]);
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };

process.on('message', async (events) => {
  const statuses = {};
  const startedAt = performance.now();
  const before = process.cpuUsage();
  for (const event of events) {
    const { statusCode } = await handler(event, context);
    statuses[statusCode] = (statuses[statusCode] ?? 0) + 1;
  }
  const { user, system } = process.cpuUsage(before);
  process.send({ cpuMs: (user + system) / 1000 / events.length, wallMs: (performance.now() - startedAt) / events.length, statuses });
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
