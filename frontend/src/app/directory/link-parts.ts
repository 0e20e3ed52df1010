export interface Part {
  readonly text: string;
  readonly link: boolean;
}

/** Plain text cut at its web addresses; a full stop after an address is not part of it. */
export function linkParts(text: string): readonly Part[] {
  return text
    .split(/(https?:\/\/[^\s<>"]*[^\s<>".,;:!?)])/)
    .map((piece, place) => ({ text: piece, link: place % 2 === 1 }))
    .filter((part) => part.text !== '');
}
