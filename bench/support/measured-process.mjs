// One function in a process of its own: runs the events it is sent, one at a time, and tells what each cost this process.
// Plain JavaScript, so that stripping types is no part of what is measured.
const { handler } = await import(process.argv[2]);
const context = { awsRequestId: 'bench', functionName: 'bench', getRemainingTimeInMillis: () => 10_000 };

process.on('message', async (events) => {
  const calls = [];
  for (const event of events) {
    const startedAt = performance.now();
    const before = process.cpuUsage();
    const answer = await handler(event, context);
    const { user, system } = process.cpuUsage(before);
    calls.push({ cpuMs: (user + system) / 1000, wallMs: performance.now() - startedAt, status: answer?.statusCode ?? 200 });
  }
  process.send(calls);
});
process.on('disconnect', () => process.exit(0));
process.send('ready');
