import { createPublicKey, generateKeyPairSync, sign } from 'node:crypto';

/** Lengths as DER spells them (X.690 §8.1.3). */
function tagged(tag: number, ...parts: readonly Buffer[]): Buffer {
  const content = Buffer.concat(parts);
  const { length } = content;
  const head = length < 128 ? [length] : length < 256 ? [0x81, length] : [0x82, length >> 8, length & 255];
  return Buffer.concat([Buffer.from([tag, ...head]), content]);
}
const sequence = (...parts: readonly Buffer[]) => tagged(0x30, ...parts);
const object = (hex: string) => tagged(0x06, Buffer.from(hex, 'hex'));
const text = (value: string) => tagged(0x0c, Buffer.from(value));
const moment = (value: string) => tagged(0x17, Buffer.from(value));
const ecdsaWithSha256 = sequence(object('2a8648ce3d040302'));

/** A certificate for a host, signed by itself, and its key; made anew each time, so that no key lies in the repository. */
export function certificateFor(host: string): { readonly cert: string; readonly key: string } {
  const { privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const name = sequence(tagged(0x31, sequence(object('550403'), text(host))));
  const extension = (id: string, value: Buffer) => sequence(object(id), tagged(0x04, value));
  const tbs = sequence(
    tagged(0xa0, tagged(0x02, Buffer.from([2]))),
    tagged(0x02, Buffer.from([1])),
    ecdsaWithSha256,
    name,
    sequence(moment('200101000000Z'), moment('491231235959Z')),
    name,
    createPublicKey(privateKey).export({ type: 'spki', format: 'der' }),
    tagged(
      0xa3,
      sequence(
        extension('551d11', sequence(tagged(0x82, Buffer.from(host)))),
        extension('551d13', sequence(tagged(0x01, Buffer.from([0xff])))),
      ),
    ),
  );
  const signature = tagged(0x03, Buffer.concat([Buffer.from([0]), sign('sha256', tbs, privateKey)]));
  const der = sequence(tbs, ecdsaWithSha256, signature);
  const lines = der.toString('base64').replaceAll(/(.{64})/g, '$1\n');
  return {
    cert: `-----BEGIN CERTIFICATE-----\n${lines}\n-----END CERTIFICATE-----\n`,
    key: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
  };
}
