// Characters that look alike (chinese/shapes.py).
const checklistShapes = (data) => {
  const shapes = new Map(); // character → those that look like it
  for (const line of data.shapes.split("\n")) {
    const same = line.split(" ");
    for (const char of same)
      for (const other of same)
        if (other !== char && !shapes.get(char)?.includes(other)) shapes.set(char, [...(shapes.get(char) ?? []), other]);
  }

  const alike = (char) => shapes.get(char) ?? [];
  const otherwise = (text) => Array.from(text).flatMap((char, at, chars) =>
    alike(char).map((other) => [...chars.slice(0, at), other, ...chars.slice(at + 1)].join("")));
  return { alike, otherwise };
};
