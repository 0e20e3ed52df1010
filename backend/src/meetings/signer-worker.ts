import { createPrivateKey } from 'node:crypto';
import { parentPort, workerData } from 'node:worker_threads';
import jwt from 'jsonwebtoken';
import type { SignerKey } from './signer.ts';

const { kid, private_pem }: SignerKey = workerData;
const key = createPrivateKey(private_pem);

parentPort?.on('message', ({ id, claims }: { id: number; claims: object }) => {
  try {
    parentPort?.postMessage({ id, token: jwt.sign(claims, key, { algorithm: 'RS256', keyid: kid }) });
  } catch (error) {
    parentPort?.postMessage({ id, error: String(error) });
  }
});
