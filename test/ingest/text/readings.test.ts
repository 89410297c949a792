import { describe, expect, it } from 'vitest';
import { markBreaks, vocabularyOf } from '../../../ingest/text/hyphens.ts';
import { readingsOf } from '../../../ingest/text/readings.ts';

const NONE = vocabularyOf([]);

function read(text: string, vocabulary = NONE) {
  return readingsOf(markBreaks(text), vocabulary);
}

describe('readingsOf', () => {
  it('has no seams where no line ends in a hyphen', () => {
    expect(read('Cats purr.\nDogs bark.')).toEqual({ shown: 'Cats purr. Dogs bark.', seams: [] });
  });

  it('shows a joined word and keeps its parts, with seven words either side, as a seam', () => {
    const { shown, seams } = read('a b c d e f g h (domes-\ntication) i j k l m n o p');
    expect(shown).toBe('a b c d e f g h (domestication) i j k l m n o p');
    expect(seams).toEqual(['b c d e f g h (domes tication) i j k l m n o']);
  });

  it('shows a compound and keeps the joined form as a seam', () => {
    expect(read('our non-\nfeline pets')).toEqual({
      shown: 'our non-feline pets',
      seams: ['our nonfeline pets'],
    });
  });

  it('has every mix of readings of two breaks that stand close', () => {
    expect(read('the domes-\ntication of ani-\nmals').seams).toEqual([
      'the domes tication of animals',
      'the domes tication of ani mals',
      'the domestication of ani mals',
    ]);
  });

  it('does not combine breaks that no phrase of eight words can hold', () => {
    expect(read('the domes-\ntication a b c d e f g h ani-\nmals').seams).toHaveLength(2);
  });

  it('keeps windows short where words are not: a formula without spaces', () => {
    const formula = 'xy+'.repeat(1000);
    const { seams } = read(`${formula}ab-\ncd+${formula} end`);
    expect(seams.every(seam => seam.length < 400)).toBe(true);
  });
});
