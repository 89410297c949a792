/** A process that adds, changes or removes papers, and stands still at a step between the two indexes: argv as the tests give it. */
import { openEngine } from '../../src/engine/open.ts';
import { createLog } from '../../src/log.ts';
import { openIndexer } from '../../src/search/indexer.ts';
import { type MetadataChange, toMetadataChange, toRecord } from '../../src/search/record.ts';
import { openTexts, type Texts } from '../../src/texts/texts.ts';
import { bodies, paper } from './papers.ts';

const [dataDir = '', engineUrl = '', engineKey = '', work = '', standsStillAt = ''] = process.argv.slice(2);

async function pass(step: string): Promise<void> {
  if (step !== standsStillAt) return;
  process.stdout.write(`stands still at: ${step}\n`);
  setInterval(() => {}, 1_000);
  await new Promise(() => {});
}

function withSteps(texts: Texts): Texts {
  const around =
    <Given extends readonly unknown[]>(write: (...given: Given) => Promise<void>) =>
    async (...given: Given): Promise<void> => {
      await pass('the engine has it');
      await write(...given);
      await pass('both have it');
    };
  return {
    ...texts,
    expect: async isMore => {
      await pass(isMore ? 'nothing is done' : 'all is done');
      await texts.expect(isMore);
      await pass(isMore ? 'it is announced' : 'all is told');
    },
    put: around(texts.put),
    change: around(texts.change),
    remove: around(texts.remove),
  };
}

function changeOf(id: string, digest: string): MetadataChange[] {
  const change = toMetadataChange(paper({ id, title: `Renamed ${id}` }), digest);
  return change === null ? [] : [change];
}

const engine = await openEngine({ kind: 'server', url: engineUrl, key: engineKey }, createLog('silent'));
const texts = openTexts(dataDir);
const indexer = openIndexer(engine, withSteps(texts));
switch (work) {
  case 'add': {
    const added = ['new1', 'new2'].map(id => paper({ id, pages: bodies('Wild quokka networks.') }));
    await (await indexer.add(added.map(toRecord))).indexed;
    break;
  }
  case 'change': {
    const digest = (await indexer.digests()).get('p1') ?? '';
    await (await indexer.change(changeOf('p1', digest))).indexed;
    break;
  }
  default:
    await indexer.remove(['p1', 'p2']);
}
await indexer.finish();
await texts.close();
await engine.close();
process.stdout.write('done\n');
