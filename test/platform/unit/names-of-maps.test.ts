import { marshall, unmarshall } from '@aws-sdk/util-dynamodb';
import { describe, expect, it } from '@jest/globals';
import { marshallOptions } from '../../../shared/platform/table.ts';

/** What JavaScript gives every object by itself. */
const ownOfObjects = Object.getOwnPropertyNames(Object.prototype).filter((name) => name !== '__proto__');

describe('names that people chose', () => {
  it.each([...ownOfObjects, 'name', 'size', 'then', ''])('keeps what a map says of %j', (name) => {
    const item = { pk: 'A', targets: { [name]: 'keep', phone: 'phone' }, list: [{ [name]: 'x' }] };

    const read = unmarshall(marshall(item, marshallOptions));

    expect(read).toEqual(item);
  });
});
