/** Two soft tones through the chosen speaker; resolves when they are over. */
export async function playTestSound(speaker: string | undefined): Promise<void> {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const element = new Audio();
  element.srcObject = out.stream;
  if (speaker !== undefined && 'setSinkId' in element)
    await element.setSinkId(speaker).catch(() => undefined);
  for (const [index, frequency] of [523, 784].entries()) tone(context, out, frequency, index * 0.3);
  await element.play();
  await new Promise((done) => setTimeout(done, 900));
  element.srcObject = null;
  await context.close();
}

function tone(context: AudioContext, out: AudioNode, frequency: number, after: number): void {
  const start = context.currentTime + after;
  const oscillator = new OscillatorNode(context, { frequency });
  const volume = new GainNode(context, { gain: 0 });
  volume.gain.setTargetAtTime(0.25, start, 0.02);
  volume.gain.setTargetAtTime(0, start + 0.25, 0.08);
  oscillator.connect(volume).connect(out);
  oscillator.start(start);
  oscillator.stop(start + 0.6);
}
