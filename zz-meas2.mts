import { writeFileSync, readFileSync, readdirSync } from 'node:fs';
const { R, inputs, turns, scores, labelled, cards } = await import('/tmp/w/fidel-exp/common.mts') as any;
const HO=await import(R+'dev/reader/held-out.ts'); const { inPlace } = await import(R+'src/fidelity/model/scorer.ts'); const { keepReading, readTurn } = await import(R+'src/fidelity/reader/read.ts');
const { judgeLabelled, measured } = await import(R+'dev/turns/measure.ts'); const { measurePage } = await import(R+'dev/turns/page.ts');
const sus:any={}; for(const f of readdirSync('/tmp/w/fidel-exp/fin').filter(f=>/^trees\d\.json$/.test(f))) Object.assign(sus,JSON.parse(readFileSync('/tmp/w/fidel-exp/fin/'+f,'utf8')));
const held=turns.map((one:any,at:number)=>({one,scores:scores[at],inputs:inputs[at],suspicion:sus[at]}));
const { SHARES } = await import(R+'src/fidelity/reader/weights.ts'); const { auroc } = await import(R+'dev/statistics/auroc.ts'); const { plattFrom } = await import(R+'dev/reader/trainer.ts'); const { readingFrom } = await import(R+'src/fidelity/reader/read.ts');
const sharesOf=(v:number[])=>{const q=[...v].sort((x,y)=>y-x);return SHARES.map((x:number)=>Number((q[Math.floor(x*q.length)]??0).toFixed(4)))};
const readings=new Map<string,any>();
for (const author of new Set(held.map((h:any)=>h.one.author))) { const rest=held.filter((h:any)=>h.one.author!==author);
  const told=(rows:any[],needsPlatt:boolean)=>({platt:needsPlatt?plattFrom(rows):[1,0],sound:sharesOf(rows.flatMap(r=>r.positive?[]:[r.score])),auroc:Number((auroc(rows.map(r=>({value:r.score,positive:r.positive})))??0).toFixed(4))});
  const heads=HO.FAULTS.map((fault:any,k:number)=>({fault,bias:0,scale:1,...told(rest.filter((h:any)=>HO.targetOf(h.one,fault)>=0).map((h:any)=>({score:h.scores[k],positive:!HO.isSound(h)})),false)}));
  const joined=told(rest.map((h:any)=>({score:h.suspicion,positive:!HO.isSound(h)})),true);
  for (const h of held) if (h.one.author===author) readings.set(h.one.turn.id, readingFrom(h.scores,h.suspicion,{heads,joined})); }
console.error('read',(process.cpuUsage().user/1e6).toFixed(0));
for (const card of cards.values()) { const own=labelled.filter(({turn}:any)=>turn.persona===card.id).map(({turn}:any)=>turn); for (const place of inPlace(own,[])) { keepReading(place,card,null); const isShort=place.before.length===0; keepReading(place,card,readings.get(place.turn.id) as any ?? null); } }
const { squeezed } = await import(R+'src/fidelity/reading/text.ts');
for (const card of cards.values()) { const own=labelled.filter(({turn}:any)=>turn.persona===card.id).map(({turn}:any)=>turn); for (const place of inPlace(own,[])) if(!(place.before.length>0&&squeezed(place.turn.utterance).length>=20)) keepReading(place,card,null); }
const judged=judgeLabelled(labelled,cards); const result=measured(judged); console.log(measurePage(result));
const out:string[]=[]; 
for (const j of judged as any[]) { const r=readings.get(j.turn.id) as any; if((j.corruption==='identity_fact'&&!j.verdict.flagged)||(j.corruption===null&&(j.verdict.failed||(j.verdict.flagged&&['mason','sail'].includes(j.turn.persona))))) out.push(`\n### ${j.turn.id} ${j.turn.persona} ${j.corruption??'SOUND'} failed ${j.verdict.failed} rarity ${r?.rarity.toFixed(3)} ${r?.heads.filter((h:any)=>h.rarity<.03||h.fault==='identity_fact').map((h:any)=>h.fault+' '+h.rarity.toFixed(4)).join('; ')}\nto ${j.turn.addressee} | ${j.turn.context.map((c:any)=>c.text).join(' ').slice(0,200)}\n>> ${j.turn.utterance}\n`+j.verdict.reasons.filter((x:any)=>x.evidence.finding.code!=='register.length').map((x:any)=>`${x.gates?'GATE':'note'} ${x.evidence.finding.code} ${JSON.stringify(x.evidence.finding.params)} “${x.evidence.quote}”`).join('\n')); }
writeFileSync('/tmp/w/fidel-exp/misses.txt',out.join('\n'));
const curve:any[]=[]; for(const F of [.01,.015,.02,.025,.03]) for (const W of [.002,.003,.005,.01]) { const st=(sel:(j:any)=>boolean)=>{const q=(judged as any[]).filter(sel);let fa=0,fl=0;for(const j of q){const r=readings.get(j.turn.id) as any; const gates=j.verdict.reasons.filter((x:any)=>x.gates); const rule=gates.some((x:any)=>x.evidence.finding.code!=='reader.finds'); const find=gates.some((x:any)=>x.evidence.finding.code==='reader.finds')&&r&&r.rarity<=W; const f=rule||find; if(f)fa++; if(f||(r&&r.rarity<=F))fl++;} return `${(100*fa/q.length).toFixed(2)}/${(100*fl/q.length).toFixed(2)}`};
 const oth=new Set(['mason','sail','caveat','dice','lantern']); curve.push(`F ${F} W ${W} sound ${st(j=>j.corruption===null)} others' cards ${st(j=>j.corruption===null&&oth.has(j.turn.persona))} a16+a17 ${st(j=>j.corruption===null&&/^a1[67]/.test(j.author))} | corrupted ${st(j=>j.corruption!==null)} a16+17 ${st(j=>j.corruption!==null&&/^a1[67]/.test(j.author))} identity ${st(j=>j.corruption==='identity_fact')}`); }
console.log(curve.join('\n'));
