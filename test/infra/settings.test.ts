import { describe, expect, it } from '@jest/globals';
import { readSettings } from '../../infra/settings.ts';

const read = (given: Record<string, unknown>) => readSettings((name) => given[name]);

describe('settings', () => {
  it('are not needed for a first try', () => {
    expect(read({})).toMatchObject({ stage: 'dev', isProduction: false, edge: false, mailsPerDay: 50_000, logRetentionDays: 30 });
  });

  it('know production by its name', () => {
    expect(read({ stage: 'prod', mailFrom: 'leads@an-nhien.internal' })).toMatchObject({ isProduction: true, postsPerSecond: 300 });
    expect(read({ stage: 'dev' }).postsPerSecond).toBe(50);
    const stages = [read({ stage: 'prod', mailFrom: 'leads@an-nhien.internal' }), read({})];
    expect(stages.map((one) => [one.mailsPerSecond, one.keepWarm])).toEqual([
      [14, true],
      [200, false],
    ]);
    expect(read({ stage: 'prod', mailFrom: 'leads@an-nhien.internal', keepWarm: 'false' }).keepWarm).toBe(false);
  });

  it('take numbers and truths as the command line gives them', () => {
    expect(read({ reservedConcurrency: '100', edge: 'true', domainName: 'www.example.vn' })).toMatchObject({
      reservedConcurrency: 100,
      edge: true,
    });
  });

  it.each([
    [{ stage: 'Prod!' }, '-c stage=… has to be 1–12 small letters'],
    [{ mailFrom: 'Leads' }, '-c mailFrom=… has to be an e-mail address'],
    [{ region: 'singapore' }, '-c region=… has to be a Region'],
    [{ domainName: 'www.example.vn' }, '-c domainName=… needs certificateArn'],
    [
      { certificateArn: 'arn:aws:acm:ap-southeast-1:1:certificate/x', domainName: 'www.example.vn' },
      '-c certificateArn=… has to be the ARN of a certificate in us-east-1',
    ],
    [{ stage: 'prod' }, '-c mailFrom=… is needed when stage=prod'],
    [{ stage: 'prod', mailFrom: 'leads@example.vn' }, '-c mailFrom=… may be no example when stage=prod'],
    [
      { stage: 'prod', mailFrom: 'leads@an-nhien.internal', alarmEmail: 'ops@example.com.vn' },
      '-c alarmEmail=… may be no example when stage=prod',
    ],
    [{ edge: 'true' }, '-c domainName=… is needed when edge=true'],
    [{ reservedConcurrency: '0' }, '-c reservedConcurrency=…'],
    ...['0', '-1', '0.5', 'fast', ''].map((mailsPerSecond): [Record<string, unknown>, string] => [
      { mailsPerSecond },
      '-c mailsPerSecond=… has to be a whole number, at least 1: the MaxSendRate that aws sesv2 get-account tells',
    ]),
    ...['0', '2.5', 'many'].map((mailsPerDay): [Record<string, unknown>, string] => [
      { mailsPerDay },
      '-c mailsPerDay=… has to be a whole number, at least 1: the Max24HourSend that aws sesv2 get-account tells',
    ]),
    [{ logRetentionDays: '31' }, '-c logRetentionDays=… has to be 7, 14, 30'],
  ])('that are wrong are named: %j', (given, message) => {
    expect(() => read(given)).toThrow(message);
  });

  it('that are wrong are named all at once', () => {
    expect(() => read({ stage: '1', mailFrom: 'x' })).toThrow(/stage[\s\S]*mailFrom/);
  });
});
