import { describe, expect, it } from '@jest/globals';
import { shellEnvironment } from '../../engine/shell-environment.ts';

describe('the environment for a shell', () => {
  it('names endpoint, credentials and the outputs of all stacks as tools read them, and quotes what a shell would take apart', () => {
    const lines = shellEnvironment({
      url: 'http://localhost:8787',
      endpointUrl: 'http://127.0.0.1:4000',
      region: 'ap-southeast-1',
      accessKeyId: 'key',
      secretAccessKey: "it's local",
      outputs: {
        data: { TableName: 'pheu-dev', ExportsOutputRefTable1: 'pheu-dev' },
        app: { ScoreQueueUrl: 'http://127.0.0.1:4000/0/score' },
      },
    });

    expect(lines.split('\n')).toEqual([
      "export AWS_ENDPOINT_URL='http://127.0.0.1:4000'",
      "export LOCAL_CLOCK_URL='http://localhost:8787/_local/clock'",
      "export AWS_REGION='ap-southeast-1'",
      "export AWS_ACCESS_KEY_ID='key'",
      String.raw`export AWS_SECRET_ACCESS_KEY='it'\''s local'`,
      "export TABLE_NAME='pheu-dev'",
      "export SCORE_QUEUE_URL='http://127.0.0.1:4000/0/score'",
      '',
    ]);
  });
});
