<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>Actions</name>
    <message>
      <source>Alt+click</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Box 10 px down</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Box 10 px left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Box 10 px right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Box 10 px up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change its class, duplicate or delete it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a run first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose one run first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose or search a class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose several runs to compare</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Class {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy boxes of previous image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ctrl+click, Shift+click</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do what the button at the top right says</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag a box or its handles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drag on the photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw a box of the current class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw on top of other boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop a folder, data YAML or obj.data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duplicate box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Edit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>First image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Freeze or go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Full screen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to Train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to image number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go to what feeds the row, or what it feeds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hide or show class names</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keys and help</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Last image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers of the model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left, Right in the layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lower confidence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Middle button, or Space and drag</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move box down, or go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move box left, or go back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move box right, or go on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move box up, or go back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move or resize it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move the photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move to the trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next unlabelled image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No dataset is open.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No objects here, next image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open YAML, obj.data…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a folder of photos first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Paste boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview what the network will see</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous unlabelled image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Quit</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Raise confidence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Redo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename the class of new boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename the run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Right click on a box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save a snapshot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select a box first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select all boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select next box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select previous box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select several boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Select the box underneath</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shift+click</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show a web page on a phone…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show or hide the panel at the right</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start the live view first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no box to copy.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to paste; copy boxes first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the first image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>View</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wheel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Wheel over the layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom along the rows; a double click shows all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom at the cursor</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom in</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom to 100 %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Zoom to box</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>AnswerView</name>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>App</name>
    <message>
      <source>README's “Set up and go” tells what a system needs for the window.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message>
      <source>Close (Esc)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>BoxModel</name>
    <message>
      <source>From ({x1:.1f}, {y1:.1f}) to ({x2:.1f}, {y2:.1f}) px</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>BoxView</name>
    <message>
      <source>Drag on the photo to draw a box.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Browsing</name>
    <message>
      <source>Every image is labelled or marked “no objects”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the first image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is the last image.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CardGrid</name>
    <message>
      <source>None of {titles}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Centre</name>
    <message>
      <source>A model file can also be dropped here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a trained run or an exported file, and watch what it finds, frame by frame.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose what the model looks at, in the panel at the right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Watch what {model} finds: {source}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ChoiceCard</name>
    <message>
      <source>Download and install what it needs, in a place of its own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{purpose}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Choices</name>
    <message>
      <source>As trained</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checkpoint file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It carries photos with what must be found in them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More formats</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a dataset first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ready to run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, mAP@0.5 {map50:.3f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} px, as trained</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassCounts</name>
    <message>
      <source>Copy the counts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {shown} most frequent of {count} classes; point here to see all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} and {count} more</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassLegend</name>
    <message>
      <source>and {count} more</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassModel</name>
    <message>
      <source>Class {number}: {name}. A double click or F2 renames it; its number never changes.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassPanel</name>
    <message>
      <source>Add a class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type a name and press Enter; classes keep their numbers for good</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassPopup</name>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Duplicate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Enter adds the class “{name}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No classes yet: type the name of the first one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search, or name a new class</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ClassView</name>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No classes yet: name the first one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Comparison</name>
    <message>
      <source>Click an image to see both.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} can't be shown: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: {count} boxes</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CountsTable</name>
    <message>
      <source>All photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes clipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes cut at a tile's border of which enough is visible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes that end up in no tile; lower the visible share to keep them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes wholly inside a tile, once for each such tile.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts dropped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parts of boxes too small to keep; the rest is in another tile.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles that will be written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles without a box that will not be written, shown dimmed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles without a box; they teach the model what is nothing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of them empty</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>CurvePlot</name>
    <message>
      <source>CSV table (*.csv)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Logarithmic scale</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PNG image (*.png)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as CSV…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save as PNG…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save this plot, or change its scale</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} (raw)</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Cutter</name>
    <message>
      <source>Cutting tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cutting was stopped; no tiles were written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} problems, the first: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{photos} photos gave {tiles} tiles: {kept} boxes whole, {clipped} clipped, {lost} lost.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>DataCard</name>
    <message>
      <source>Boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Counting images and boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No box has the class {names}; it can't be learned.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No objects</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not looked at</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Problems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Validation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>With boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} more; `studio check` lists all of them.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Datasets</name>
    <message>
      <source>Datasets (*.yaml *.yml *.data);;All files (*)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Drop a folder of photos, a data YAML, an obj.data or a model file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a folder of photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not something this window opens.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Details</name>
    <message>
      <source>Choose one run to write a note about it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look at the validation images again, write a report and open it in the browser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move to trash</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Note</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the report in the browser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What you tried, and what came of it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} runs</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Differences</name>
    <message>
      <source>Comparing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None: they are the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Setting</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings that differ</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What differs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>beside those of {run}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Editing</name>
    <message>
      <source>Boxes copied from the previous image: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes deleted: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copied boxes: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Did again: {what}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left as it is, because it has other names: {files}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More was done since then; Ctrl+Z takes it back one by one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Renamed {old} to {new} in {files}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The box without a class is dropped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no class {number} yet; add one at the right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to paste; copy boxes first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undid: {what}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} is marked “no objects”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} is marked “no objects”. Boxes deleted: {count}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ExportPage</name>
    <message>
      <source>A file passes when it finds every box of the checkpoint and no other, scores within 0.001 and sides within half a pixel, and loses at most 0.1 points of mAP. With 16-bit weights one box in a hundred may differ, and 0.5 points may be lost.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All validation images of {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All {count} files find what the checkpoint finds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checked on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checkpoint file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checkpoints ({patterns})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose the folder of a web page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each file is run on your own photos and must find the same boxes as the checkpoint. What came of it is shown here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export and verify</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It is set up. Tick its card to export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It was stopped; the next time it goes on from there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left out: {formats}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Notes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing: open a dataset to have the files checked on its photos.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set up {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The checkpoint finds nothing yet, so there was nothing to compare.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The export was stopped; files written before are whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train a model first, or choose a checkpoint file; it is written for phone and desktop here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What is written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Written to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} files were written; they were not checked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} does not find what the checkpoint finds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not exported: another export goes on.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Followers</name>
    <message>
      <source>{run} is done: mAP@0.5 {map50:.3f} in epoch {epoch}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Foot</name>
    <message>
      <source>Choose several with Ctrl or Shift to compare them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Help</name>
    <message>
      <source>Class 1 to 10 for the selected boxes and the next one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Class 11 to 19</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everywhere</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exported models in a TensorFlow.js app</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>HelpPage</name>
    <message>
      <source>Keys and gestures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No key and no action contains “{text}”; clear the field to see all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search keys and actions</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ImageList</name>
    <message>
      <source>All images · {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labelled · {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No image in this state has “{text}” in its name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No image is in this state.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No name of an image contains “{text}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No objects · {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not labelled yet · {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Part of a name, or # and a number to go there (/ or G)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Search, or #number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show all images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show only images in this state</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ImageNotes</name>
    <message>
      <source>Keep mine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Load theirs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{text} And {count} more in this file.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>JobChip</name>
    <message>
      <source>Stop “{title}”</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Jobs</name>
    <message>
      <source>Check the installation and the disk.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again; the log has what it wrote last.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{verb}” could not be started: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{verb}” ended before it was done.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LabelCanvas</name>
    <message>
      <source>no class yet</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LabelInspector</name>
    <message>
      <source>Boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Brightness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Class names</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Contrast</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy previous</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Crosshair</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep zoom</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No objects</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show the next image at the same place and zoom, if it is as large</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>View</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LabelPage</name>
    <message>
      <source>1 box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything is saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Next unlabelled</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not saved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a folder of photos and draw a box around each thing to find.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Or drop a folder, a data YAML or an obj.data on this window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no objects</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not labelled yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is not in this dataset any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LargePicture</name>
    <message>
      <source>Back to the runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the runs (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open in Label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open this photo on the Label page, to mend its boxes</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LayerGraph</name>
    <message>
      <source>Picture of the layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{ms:.2f} ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n:g} px</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LayerReader</name>
    <message>
      <source>Look at the checkpoint it was made of.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measure the layers of {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is an exported file: its rows are no longer told apart.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LayerTable</name>
    <message>
      <source>10⁹ operations for one picture; a multiply-add counts as two</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An average over all of it is known to each cell as well.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As in the layer table, channels before its width multiple</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>GFLOPs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How often the module is repeated in it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Index of the row; others name it by this number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measured here, batch norms folded: the quickest of five runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Module</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of its output: channels x height x width in cells</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parameters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixels of the input from one cell to the next</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pixels of the input, across, that can reach one cell</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sees</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shape</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The rows whose output it reads</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trainable numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What it does</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What it does, see below the table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>n</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{share:.1f} % of the whole</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LayersSide</name>
    <message>
      <source>A picture goes in at the top and each row runs once, in order: it takes what the rows in “From” gave and keeps what it makes for the rows that ask for it. Doing that from the first row to the last is all that “forward” means.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fed by</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feeds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How to read it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>In the table Up and Down go through the rows, Left to what feeds a row, Right to what it feeds. Over the picture the wheel zooms and a double click shows all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of the whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>On the way the grid gets coarser (the stride grows) and each cell sees more of the picture. Then coarse grids are enlarged and stacked with finer ones, so that small objects are found with the knowledge of what is around them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Operations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parameters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last row, the head, turns every cell of its grids into boxes: small strides find small objects, large strides large ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the picture itself</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what is found: the boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{share:.1f} %</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LayersView</name>
    <message>
      <source> px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A cell can see {size}x{size} px of the picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back to the training (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Building {name} and running each of its rows; that takes some seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model to see what each of its rows does.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Chosen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fed by it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feeds it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Measure again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Models and layer tables ({patterns})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Row {row} takes longest: {share:.0f} % of the time.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Squares learn; circles only pass on what others learned.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop measuring</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The measuring was stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture's whole width can reach a cell.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{parameters} parameters, {gflops:.2f} GFLOPs, {ms:.1f} ms</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LeaveQuestion</name>
    <message>
      <source>Discard these edits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label files saved in {folder}: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save elsewhere…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the labels in another folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stay here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The labels of {count} images are not saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The labels of {image} are not saved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LivePage</name>
    <message>
      <source>Check that the folder exists and the disk has room.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Frozen</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loading {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opening {source}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures that could not be read: {count}. The first: {sentence}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP {map50:.3f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model} on {source}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}  –  {what}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zoom} %</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>LivePanel</name>
    <message>
      <source>Classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confidence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Least score of a detection that is shown (Up, Down).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Most candidates looked at, highest scores first; fewer is faster in a crowd.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of two boxes of one class that overlap by more than this, the lower goes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlap (IoU)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Source</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Thresholds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Top-k</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{architecture} in {runtime}, {size}, loaded in {seconds} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} in this frame</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Something unexpected went wrong: {error}. Details are in {file}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MenuButton</name>
    <message>
      <source>Menu</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ModelCard</name>
    <message>
      <source>At {size} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From earlier trainings on this machine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>GFLOPs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Good for</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How long this recipe takes on this machine, by trainings done here before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Known after the first training with this model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Parameters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count:.0f} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count:.2f} M</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size:.1f} MB</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ModelPicker</name>
    <message>
      <source>Choose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Models ({patterns})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No model chosen</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Monitor</name>
    <message>
      <source>00 h 00 min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Best mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Best mAP@0.5:0.95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Epoch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images per second</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interrupted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Learning rate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New training</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Per class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Precision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reached in epoch {epoch}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting: reading the images and building the model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopping after this step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training ended before it was done. Resume it from its last epoch.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training ended without saying why.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Training; it goes on when the window is closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>classification</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>epoch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>epoch {epoch}, the best</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5:0.95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>objectness</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{hours} h {minutes:02d} min</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{minutes} min {seconds:02d} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{seconds} s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>MoreEpochs</name>
    <message>
      <source> epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Further epochs</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>NameField</name>
    <message>
      <source>Class of this box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type a name and press Enter; Esc drops the box</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>NoteField</name>
    <message>
      <source>Note</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Help</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PhotoBar</name>
    <message>
      <source>Next photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Previous photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PhotoView</name>
    <message>
      <source>Boxes are shown again, so that you see what you do; H hides them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} has boxes: {count}. Delete them all and mark it “no objects”?</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PreviewAnchors</name>
    <message>
      <source>Boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes of {images} training images at {imgsz} px. Mean IoU: how well the best anchor matches a box. Recall: share of boxes that an anchor can learn, no side off by more than 4 times.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fitted to your boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Kept as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean IoU before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean IoU fitted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean IoU kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall before</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall fitted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save plot…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Too few boxes to fit anchors to: a training keeps the model's own.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PreviewSamples</name>
    <message>
      <source>1 box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{boxes}, made of {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} boxes</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>PreviewView</name>
    <message>
      <source>Anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Back (Esc)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw the samples of another seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fit anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fitting anchors to the boxes; that takes some seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It was stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave colours alone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Making the first samples of the training; that takes some seconds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other samples</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview the augmentation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Samples</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ticks “Classes differ by colour” in the recipe</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model}, {size} px, seed {seed}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Question</name>
    <message>
      <source>Check that it exists, that you may write there and that its disk is not full.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No temporary folder can be made in {folder}: {reason}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RecipeCard</name>
    <message>
      <source> px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A checkpoint file…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Batch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes differ by colour</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images per step; auto takes 8, fewer where memory is short. More are seldom better.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing, from scratch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Optimizer</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Published weights (COCO)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recipe</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The boxes of each class ({names}) have a colour of their own, so hue and saturation are left nearly alone: changing them would turn one class into another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class names ({names}) are colours, so hue and saturation are left nearly alone: changing them would turn one class into another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The classes do not differ by colour, so hue and saturation are varied: the model learns to work in any light.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>auto</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>batch {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>colours kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>from {start}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>seed {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{asked} was changed to {right}: {model} needs a multiple of {stride}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} px</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Reports</name>
    <message>
      <source>Report of {run}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report of {run} is being written.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Results</name>
    <message>
      <source>Box diff.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bundle</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Extra</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>FAIL</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>File</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images that differ most</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Inference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Made of {formats}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Matched</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Missed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not checked</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>PASS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Results</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Score diff.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Serve the web page to a phone in the same network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show on a phone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The whole proof as one page, in your browser.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try live</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} boxes were so close to a threshold that rounding decided; they don't count.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{ms:.1f} ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{px:.2f} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{px:.3f} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size:.1f} MB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{text}. README.md in it says how.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RollingPlot</name>
    <message>
      <source>33 ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the plot as PNG</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the times</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the times as CSV</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Times of the newest frames, newest at the right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{limit} ms</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RunCurvesView</name>
    <message>
      <source>Box loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classification loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Curve</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Objectness loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Precision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>epoch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5:0.95</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RunFollower</name>
    <message>
      <source>It was stopped before its first step; nothing is kept of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training ended without a word; {log} may tell why.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RunStates</name>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Interrupted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Resume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Training</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RunsPage</name>
    <message>
      <source>Every training is kept and listed here, to be compared with others.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moved to the trash: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Moved {n} runs to the trash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Renamed {old} to {new}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Set a training up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is nothing to undo here. What is in the trash is under “Trash”.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>RunsTable</name>
    <message>
      <source>@0.5:0.95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Minutes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Note</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open on the Train page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Started</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write the report anew</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} px</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ServingCard</name>
    <message>
      <source>Address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An address of this computer that the phone can reach.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Any free</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder for pictures from phones</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Phones may send pictures back</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures that came: {count}. The newest is {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Port</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Served at</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show on a phone</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Starting.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The page is not served now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>To {folder}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Web page on the network</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Appearance</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Dark</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Labelling</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Light</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lines through the cursor while drawing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the last dataset when the program starts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open this folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings and the log are kept in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Theme</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write class names at the boxes</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Setup</name>
    <message>
      <source>Checkpoints ({patterns})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start from a checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train and export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trains, then writes the files for phone and desktop and checks each against the checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run}, mAP {map50:.3f}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Shelf</name>
    <message>
      <source>Wait until it is done, or stop it in the bar at the bottom.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>“{job}” still works in the folder of {run}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Side</name>
    <message>
      <source>All runs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Anchors reach</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Batch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Colours</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Computes on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every training is kept and listed here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Image size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Notes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs of this dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show in folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Show layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>State</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>kept as they are</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>varied while training</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{device}, threads: {threads}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{percent:.0f} % of the boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{size} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{train} train, {val} validation</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SourcePicker</name>
    <message>
      <source>0 is the first camera of this computer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A folder, or one picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A video file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Camera</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder of pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a video</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder of pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Network stream</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sample scene</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Video file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>camera {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>number </source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>StageBar</name>
    <message>
      <source>33 ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time of each stage of the newest frame. The line marks 33 ms, 30 frames a second.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{limit} ms</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>StageTable</name>
    <message>
      <source>Copy the table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Milliseconds of the newest frame, and the median and slow end (p95) of the last 300.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ms now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p50</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p95</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>SvgPlot</name>
    <message>
      <source>Save as SVG or PNG…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the plot</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Table</name>
    <message>
      <source>Copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the whole table</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TilePage</name>
    <message>
      <source>Cut tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos of which some label lines can't be read, so that boxes will be missing: {count}; mend those lines first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos that can't be read and will be skipped: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos whose tiles will have no labels, for no line of theirs can be read: {count}; draw their boxes first, or mend those lines.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles make small objects large for the model: open photos, and cut them with their boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>clipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{zoom} %</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TilePanel</name>
    <message>
      <source> px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A box cut by a tile's border is kept when at least this share of it is visible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Columns</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut each photo</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Folder for the tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Into</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep tiles without boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One side of the photo is shorter than a tile.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Overlap</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rows</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rows and columns</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Share of a tile that it has in common with its neighbour.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This photo is smaller than a tile, so it stays whole: {size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles of one size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles of photos that nobody has labelled yet are always kept: they may hold objects.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles of this photo: {size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Visible share</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What comes of it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{width} × {height} px</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TimingStrip</name>
    <message>
      <source>Frames that came while an earlier one was at work; the newest is always next.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{dropped} dropped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{rate} frames/s</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <source>No dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open or switch the dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Opening {name} …</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TrainPage</name>
    <message>
      <source>Download them under Recipe, or start from scratch.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>New training</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open a folder of labelled photos to train a detector on them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open folder…</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preview</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Resume</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop now</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The published weights of {model} are not on this machine yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Where is {data} now?</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>TrashButton</name>
    <message>
      <source>Bring back {run}, moved here {date}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Empty: move all to the trash of the system</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs in the trash: bring them back, or empty it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Runs moved to the trash of the system: {n}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Trash ({n})</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>ValueSlider</name>
    <message>
      <source>Double click: back to {value}</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>WeightsOffer</name>
    <message>
      <source>Download</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Downloading {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not on this machine yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>On this machine.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop; the next download goes on from here</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>Wishes</name>
    <message>
      <source>16 bits, half the size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>32 bits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes after NMS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes; NMS in the app</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bytecode</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Golden set</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>How the weights are stored. 16 bits make half the bytes; whether less is found is measured.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of PyTorch Mobile files: an app with an older runtime reads only older bytecode.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Output</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures with what must be found in them, and small programs that check it on a device.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Raw values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Weights</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What the file gives: boxes that the app still passes through a threshold and NMS, the network's own values, or finished detections with threshold, top-k and NMS inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{version}, the newest</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>WorstImages</name>
    <message>
      <source>Reading</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report of this run has no pictures; open it to read why.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>They come with the report of a run, which has not been written yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Worst images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write the report</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>click one to see it large</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>_Grid</name>
    <message>
      <source>Samples</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>core</name>
    <message>
      <source>       studio VERB [ARGUMENTS]    work without a window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>    {epoch}/{epochs} epochs: loss {loss:.3f}, mAP@0.5 {map50:.3f}, {seconds:.1f} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>    {name}: mAP@0.5 {map50:.3f}, {boxes} boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source> and </source>
      <translation type="unfinished" />
    </message>
    <message>
      <source> or </source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>(as asked for).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>(what one box of the rarest class is worth at one of the ten overlaps).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>+ also knows a little of the whole picture, by an average over all of it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>, which counts for the usual {epochs} epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>16-bit numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>8-bit numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A .cfg has sections such as [convolutional] with lines such as filters=32.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A batch of {batch} can't be shared by {size} processes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A box in {image} can't be written: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A box needs 5 values (class, centre x, centre y, width, height); this line has {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A box on {image} has the class {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A class needs a name of one line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A copied box has a class that is no longer there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A data YAML has lines for train:, val: and names:.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A golden set can't have {count} pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A golden set is made of photos, and none are given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A model can't have {count} classes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A page for the browser of a phone or computer, which needs no network once it is loaded</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A phone sent {path}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A photo of {width} × {height} px can't be cut into {rows} rows and {columns} columns.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A picture may have up to {count} megapixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A picture may have up to {mb} MB.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A run can't be called “{name}”.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A run folder can't be made in {parent}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A run goes on with its own settings, so {names} can't be set.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A run needs a name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A tile of {size} px is not possible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>A visible share of {share} is not possible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add --verify DATA to it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a class first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a class on the Label page, or name them in its YAML or obj.names.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a last row such as [[17, 20, 23], 1, Detect, []]; known heads are {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add a line such as train: images/train, or open the folder of images instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Add ptl to --to, or leave --bytecode out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Adds up its rows value by value: they meet as in Concat, without making more channels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All images come from one photo, so its tiles are on both sides and the scores will flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All {count} frames asked for are done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>All {count} pictures of {name} were shown.</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>All {n} boxes agree with the checkpoint.</source>
      <comment>The one box agrees with the checkpoint.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>Allow writing to it if it may be changed, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An event of the run is damaged: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>An overlap of {overlap} is not possible.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Android and iOS apps with ExecuTorch, which follows PyTorch Mobile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Android and iOS apps with PyTorch Mobile's lite interpreter</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Android apps with LiteRT (TensorFlow Lite), and the browser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Another studio has been writing in {folder} for too long.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Apps for iPhone, iPad and Mac, on Apple's neural engine</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As Detect, with a learnt offset per feature and factor per output, folded away on export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As not all use as many bits, the same light can be read as different greys.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As v5lite-e, with finer cells for small objects; slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>As yolov5n, with finer cells for small objects; slower.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Begin with something else than a full stop: it would hide the folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Beside {file} lie several .data files that fit it: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Between v5lite-e and yolov5n, in size and in what it sees.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Both were run at {side}x{side}, the size of the file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes do not depend on it; what reads single rows does. Export it again to have the usual order.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes of classes that the model does not know are not counted: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Boxes of these classes are in one photo only, to learn from or measure on, not both: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Bring the picture to {width}x{height}, or export again at another size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>C++ and Kotlin sources with CMake and an Android project; no library but ncnn</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>C++ and Python programs with libtorch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Camera {index} can't be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Camera {index} stopped sending pictures; check its plug and start again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Change them in that file with a text editor, then open the dataset again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check its paths, or open the folder of images instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check its permissions and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that it is a text file you may read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that it is plugged in and that no other program uses it, or try another number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that it is still there, and start again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that its images can be read, and keep empty tiles if none has boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that the file is there and readable.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that the folder exists and that you may write there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that there is room in the folder for temporary files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that you may read it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check that you may write in its folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the address, the network and that the camera or server is on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the dataset first: studio check lists what is wrong with it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the network, or choose another address.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the path and the file, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the path and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check the port; try http://.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check what follows its name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Check what {option} says.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Checkpoint best.pt, SHA-256: {digest}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a camera, a video, a picture or a folder of them, an address, or the sample scene.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder elsewhere, beside the dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder outside {root}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a folder with {suffixes} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose a shorter one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose an empty folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another --out, or remove it first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another --out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another folder for the tiles, or empty this one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another folder with --out, or set STUDIO_RUNS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another port, or 0 for a free one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose another: on Windows it is the name of a device.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Choose one from 1024 to 65535, or 0 for a free one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Class names are those of {file}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes differ by colour, so hue and saturation are left nearly alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Classes without a name: {count} of {total}; number {id} is called {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close it with the same sign.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close it, and part what is in it with commas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close it, or end it if it hangs, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close other programs and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close what has files of the run open, see that you may write there, and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Close what uses it, and check that you may write there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Commas, quotes and brackets in this line are passed over; others stop at them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Compare it with a table under resources/models.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Comparing with the checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Computers with Intel's processors, graphics or neural units</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Confusion at a confidence of {confidence:.3f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Connect this machine, or name a mirror in PIP_INDEX_URL, and run it again: it goes on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Convert it to JPEG or PNG.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Convert it to MP4 with H.264, or give a folder of pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Converts models to TFLite, for Android and the browser.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy boxes anew, or bring the class back with Redo.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy it again from where it came, or remove it from the dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy its text if you need it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Copy the model into a file and give that.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>CoreML's own is not exact: the app does it, in 40 lines of Swift</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct mask, anchors or num.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Correct the description, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Count the classes from 0.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ctrl+C ends it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Curves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Cut it into parts of at most {count:,} pixels each.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>DATA is a folder of images, a data YAML or a darknet obj.data; MODEL is a run folder,</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darknet and OpenCV 4, with its .cfg; for yolov2-tiny, yolov3-tiny and yolov4-tiny</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darknet has no section for row {index} of {name}, {module}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darknet keeps a network in two files; put both into one folder under one name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darknet's newer small one; finds more than yolov3-tiny.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Darknet's small one; for devices that run darknet or OpenCV.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Declare images to train on, or use the split {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Declared folders or lists that do not exist: {count}. The first: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Declared folders or lists without images: {count}. The first: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decode them as they are, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decode them with grid, strides and anchors, or export it again with a decoded head.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Delete what you no longer need from {folder} yourself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Desktop, server and web with onnxruntime; the usual way to other converters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Did you mean {verb}?</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Divide them once more, or export it again without the factor of 255 inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Do that part on such a computer; the others work here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Don't multiply them again, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Done</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw boxes on some images first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw some boxes on the Label page first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Each row is [from, number, module, args], such as [-1, 1, Conv, [64, 3, 2]].</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>End with something else than a full stop.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Every box agrees with the checkpoint ({count} in all), but it finds nothing above {usual} yet: they were compared above {confidence}. Train it longer before it is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Everything up to the last whole epoch is kept: bring them back, then go on with studio train --resume {run}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exchange them, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export again with --imgsz {imgsz}, or leave --imgsz out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again from its checkpoint with this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again from its checkpoint, or correct the description beside it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again from its checkpoint, with a smaller image size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again from its checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again from its checkpoint; if others fail as well, more memory may help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again with each scale's own; those that fit are, finest first: {anchors}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again with the checkpoint's own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again with x from a cell's column and y from its row.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again, or check that it and {name} are whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again, or check that the file is whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it again, or check that the folder is whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export it with this program, or put {name} beside it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export the model again from its checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export to another format, or set its environment up anew with studio setup tflite.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export to another format, or train one of yolov2-tiny, yolov3-tiny and yolov4-tiny.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export to another format, or with --head raw.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Export to another format.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exporting with {option} is not available yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Exporting {format}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Faults in the class names: {count}. The first: {file}: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feed it (value / 255 - 0.5) * 2, or export it again for values from 0 to 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feed it the channels of each pixel side by side, or export it again as NCHW.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feed it the pixels undivided, or export it again without the division inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Feed it {colour}, or export it again so that it takes {own_colour}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fetch again; it goes on where it stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fetch the model with git lfs pull, or download the file by itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fetch them with: studio weights {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Fetching {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Figures and pictures of single images are those of an earlier report.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Finds more than the small ones, at three times the work.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>For processors with wide vector units; larger than yolov5n.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Free some space in {folder}, or let STUDIO_HOME name a folder on another disk.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From {publisher}, licence {licence}, which may reach what is trained from them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From {publisher}, licence: {licence}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>From {publisher}, which states no licence.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>GFLOPs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>GFLOPs at 640</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Get it again from where it came from.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Get it again from where it came, or remove it from the dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give --against a model of that size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give --against the checkpoint itself, or a file exported with decoded boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give --max-drop a number from 0 to 100, such as 0.5.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give --out or --resume a folder that all machines share.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give DATA, or --resume RUN to go on with a run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a dataset with images, and one image or more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a folder of images, a data YAML or a darknet obj.data.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a folder with {suffixes} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a larger --epochs to train on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a run folder with best.pt or last.pt in it, or a checkpoint file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give a run folder, a checkpoint (.pt), or a file exported as {suffixes}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give all of them the same number of anchors and the same settings.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give all the same --out RUN.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give an empty or a new folder with --out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give an image, or a folder with images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give it another class or delete it first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give it one layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give its new place: studio train --resume {run} DATA.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give lines that belong together the same number of spaces in front.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the .data file of its training with --data-file, or put it beside the checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the address of the camera's video itself; its manual or its makers' site has it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the file that Yolo-FastestV2 was trained with, with its line anchors=.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the folder a training wrote, with config.json in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the folder it is in, {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the list it was trained with, one name a line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give the model first, then the pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Give those boxes another class or delete them first.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on with it by --resume {run}, or choose another --out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go on with it under the name or in the folder it has now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Go online and try again, or get {address} elsewhere as {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Goes into web pages: onnxruntime-web and LiteRT.js.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Groups are counted from 0; correct group_id or groups.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Heavy while it learns, plain on the device; for GPUs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation are left nearly alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation are varied. Whether classes take on each other's colour can't be told: fewer than two have enough readable boxes and a colour of their own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation are varied. {judged} of {all} classes could be judged: at most {percent:.1f} % of the boxes of one take on the colour of another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation are varied. {judged} of {all} classes could be judged: none takes on the colour of another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Hue and saturation are varied; no class takes on the colour of another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images among these that the model was trained on: {n}; its scores flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images in both train and val: {count}; scores on val will flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images left out because no line of their labels can be read: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images left out because they have no label file: {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images that a list names again, which are used once: {count}. The first: {place}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images that have their label file in common with another one: {count}. The first: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images that lists name and that do not exist: {count}. The first: {place}: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Images with 16 bits a channel: {count}, of which {bits} are used; the upper 8 of those are read. Other trainers read the upper 8 of 16.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install Python {version} (on Debian and Ubuntu its package python3-venv, too), then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install it with: pip install 'detection-studio[tensorboard]', or train without them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install it with: pip install -e '.[{extra}]'</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Install it with: pip install pnnx</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Installing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It holds numbers of the kind {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It needs a line such as train = train.txt.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It needs anchors, backbone and head, as in the tables under resources/models.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It was moved, renamed or deleted: bring it back, or open it where it is now.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>It was not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its data can't be compared; the run itself is not touched by this.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its first line has to hold 18 numbers above 0 with commas between, or move it elsewhere.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Its line names = must lead to a file with one class name per line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>JSON</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Join them side by side, or export it again with one output.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Judged as {numbers}{why}: scores may differ by {score:g}, sides by {box:g} px of the {of}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Judged at a confidence of {confidence:.3f} and an IoU of {iou}. White dashes are the truth, solid lines what was found.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep one of the two.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keep one: remove what follows the line of three dashes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Keeps the strongest value of each small window and learns nothing: a cheap way to halve the grid, or, with stride 1, to look around.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Known activations are {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Known modules are {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Known ones are leaky, linear, mish, relu, logistic, swish and hardswish.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Known sections are {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label at least two images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label files that are not in UTF-8, which are read but stop other programs: {count}, such as {file}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label files that belong to no image: {count}, such as {file}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines that are polygons, of which the box around them is used: {count} in {files} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines that can't be read, so that their objects are missing: {count} in {files} files. The first: {place}: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines with a sixth value (a score, or the number of a track), which is not used: {count} in {files} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines with commas, quotes or brackets, which are read but stop other programs: {count} in {files} files, such as {place}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines with keypoints, of which the box alone is used: {count} in {files} files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label lines with text behind the box, which is not used: {count} in {files} files, such as {place}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Label some images first, or choose another split.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Layers are counted from 0, or back from here; detections can't be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Learns with a 3x3 and a 1x1 convolution side by side, which is easier, and adds them up into a single 3x3 one for use, which is faster.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave --data-file out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave either the dashes or the numbers away.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave it out of the decoding, or export the file again with logits.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave it out to export in 32-bit floating point, or use --half.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave it unused, or rename it to a class you need; it keeps the number {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave out --half for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave out control characters and &lt; &gt; : " / \ | ? *.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Leave {option} out, or export again with it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left out: {cause}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left out: {format}: {cause}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Left out: {sentence} {remedy}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Let it lead to a file, or remove it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Lets every second channel past and works cheaply on the others; as they change places, all of them are worked on within a few rows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>LiteRT's fast path has no such operation: the app does it, in 40 lines of Kotlin</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>LiteRT, which runs TFLite files,</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Look for it in the trash of your system.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looking for the cause.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looks around within each channel, then mixes them; with squeeze, each channel is turned up or down in between by how much of it the whole picture holds.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Looks far around within each channel by itself, then mixes the channels of each cell, and both once more: a wide view for few parameters.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Losses</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>MB</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make one with studio export MODEL --bundle web --verify DATA --out DIR.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Make the bundle again with studio export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Makes one cell of each 2x2 pixels, with four times the channels: half the grid, and not a pixel lost.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Making the environment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mean average precision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Median milliseconds of a picture on this machine. A file that comes from elsewhere runs in a process of its own; the way there and back is in its inference.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Memory ran out: going on with a batch of {batch}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mend it with a text editor, or open the folder of images instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mend that in its config.json, or train anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mend what the file failed by, and export again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Mixes the channels of each cell; while learning it drops some values at random, so that none is relied on alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>More accurate than yolov5n at about four times the work.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move it elsewhere, or choose another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move it elsewhere, or delete it, then try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Move it elsewhere, or export to another folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Multiply them by the input's width and height, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Name them in that order, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Names such as {name} look like tiles of one photo, but whole photos would leave a class on one side only, so {count} images were split as photos of their own; if they are tiles, scores on val will flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No Python {versions} was found that can make the environment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No better mAP for {n} epochs: training ends here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No box may be missed or extra.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No class names were found; the {count} classes are named by number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No dataset is given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No environment is named.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No epoch of the run came to its end, so there is no best checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No export format is given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No image belongs to the label file {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No mAP was measured: {cause}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No source is given.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No tiles came out of {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No train image has boxes of these classes, so they can't be learned: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No train images are declared, so the val images were split instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>No val image has boxes of these classes, so how well they are found is not measured: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the train images can be used, so the val images were split instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the val images can be used, so train images are held out instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the validation images of the run is still there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the weights in {path} fits {model}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>None of the {count} images chosen to compare on can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not as it should be</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Not learnt, because the run began without them: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was left there; check the folder and the free space, then cut again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Nothing was overwritten; go on with the step before or after it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Now computing with {threads} threads.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ONNX that takes any multiple of the stride, too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of all raw rows, boxes differ by up to {box:.2g} px of the input and scores by up to {score:.2g}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of mAP {points:.3g} points may be lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Of {count} boxes nothing can be learned: a training keeps the model's own anchors.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One file for computers without the studio: numpy, OpenCV and one runtime</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One image is not enough to train on one part and measure on another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>One image of {imgsz} px is too little for a batch: its coarsest grid has one cell.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only .ptl files have bytecode, and none is asked for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only JPEG and PNG pictures are taken.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only detectors can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only networks for three colours can be read; train it again with channels=3.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only such detection sections can be read that read a layer each.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only such detection sections can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Only {usual} can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open its address in a browser and download the file itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the dataset again to see them, then change them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Open the window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>OpenVINO can't read this model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Other pictures are on their way; wait a moment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pad its pictures with 0, or export it again for 114.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pad its pictures with 128, or export it again for 114.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Passes on one part of the channels only, so that the rows after it work on less; the others join again later.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Phones and small computers, with a few hundred kilobytes of C++ and no other library</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Phones can't reach this address: it is of this machine alone. Choose another.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos of which some label lines can't be read, so that boxes are missing from their tiles: {count}; mend those lines, and cut again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos whose tiles have no labels, for no line of theirs can be read: {count}; draw their boxes, or mend those lines, and cut again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Photos with tiles in both train and val: {count}; scores on val will flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures left out because files of their kind can't be read here: {counts}; convert them to .jpg or .png.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures of the dataset can no longer be opened ({count}), such as {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures that phones send back go to {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Pictures with 16 bits a channel: {count}; each is read with the upper 8 of the bits it uses.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Place the picture there, or export it again for one in the middle.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Port {port} may not be used by you.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Port {port} of {host} is in use.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Precision and recall at IoU 0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Prepare its pictures so, or correct its description.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Processes that train together can't all use {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Processes that train together must know their run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put a space behind the colon.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put both files into one folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the name into quotes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the value into quotes of the other kind.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put the value into quotes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put them in brackets, parted by commas: names: [cat, dog].</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put them through the sigmoid, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Put what stands there into quotes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Python can't make a virtual environment</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read its rows as they are, or correct its description.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read that one alone, or export it again with it alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Read them so, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reads row {row}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reads rows {rows} and gives {numbers} numbers for each cell of the grids of {strides} px: {anchors} boxes of 5 + {classes} numbers each, {total} boxes in all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reads rows {rows}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reads the picture: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Ready.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Recall by box size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Refines one half of the channels in several small steps, lets the other half past, and mixes both: where most of the learning happens, at half the cost.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Reload it, or write your boxes over it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove it, or save the file as UTF-8 with a text editor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Remove the line if only a training needs it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Removed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Rename it instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Repeats each cell in both directions, so that a coarse grid, which knows what is there, fits onto a finer one, which knows where.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replace it by a plain space with a text editor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replace it with a whole JPEG, PNG, BMP, WebP or TIFF file, or remove it from the dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Replace the tab by spaces with a text editor, then open it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Report of {run}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Resume from the last checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run both at one size, or export it again at {own_size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run git lfs pull in its repository.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run it again; if it stays so, get a newer version of this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run it again; what was fetched is kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Run studio setup {name}, or press Set up on its card.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>SHA-256 of the checkpoint {digest}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save it as 16-bit or 32-bit floating point numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save that file as UTF-8 with a text editor, or choose another name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the file as UTF-8 with a text editor, then open it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Save the model itself, as torch.save(model, file) does.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Saved as {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Say which it was trained with: --data-file {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Seal of all images and labels: {digest}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>See studio --help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>See {program} --help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Serve one that studio export MODEL --bundle web wrote.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Serve {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Settings</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shape it as 1 x rows x columns, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Shrinks the picture to a quarter of its width and height at once, which leaves the rows after it a sixteenth of the work.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sizes and mistakes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sizes of the boxes and anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Slides a small window over the grid and answers, per output channel, how well it matches a pattern it has learnt; with stride 2 it also halves the grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Small and quick; the first choice for a few hundred photos.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Small; made for phones, needs more epochs than yolov5n.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Sources for an app: model, types, a screen with the camera, and what comes after the network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Splits a convolution into two cheap steps: first look around within each channel by itself, then mix the channels of each cell.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stacks the channels of its rows, so that the next row sees all of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Start a new training, from this run's weights if you like.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Started from {path}: all {all} tensors fit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Started from {path}: {fitting} of {all} tensors fit, {rest} start anew.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop it first, or wait until it is done.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stop it first, or watch it in the window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped as asked.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Stopped; the page is not served any more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Strong and slow; for a computer rather than a phone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Subtract 0.485, 0.456, 0.406 and divide by 0.229, 0.224, 0.225, or export it again without these.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Such networks can't be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Swap its last two sides, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take one out and export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the class scores as they are, or export it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Take the link away and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Takes the strongest values around each cell, three times in a row, so that a cell knows its surroundings near and far and large objects fit into its view.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Takes the strongest values in windows of several sizes side by side, so that a cell knows its surroundings near and far.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>TensorBoard files need a package that is not installed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The box has no width or no height.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The box is used, and its keypoints are not.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The boxes kept agree, but the file's raw output differs from the checkpoint's.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The boxes kept agree, but the file's raw output has another shape than the checkpoint's, or values that are not numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle {names} is not known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle {name} can't use a model with the head {head}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle {name} is in {folder} ({size} MB).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The bundle {name} needs a file that passed, of {formats}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The channels of the file's heads run over values first, then anchors.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The checkpoint found nothing above {confidence} in any of {count} images, so no box could be compared; train it longer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The checkpoint's weights do not fit its layer table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class name {name} in {file} has a colon in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class name {name} in {file} stands before its number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class names differ.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class names in {file} are written in a form that can't be edited safely.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class names of {file} were not found: {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class number {id} stands twice in {file}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The class {name} in {file} has the number {id}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The classes differ: number {number} is “{model}” in the model and {data} in the dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The classes in {file} are {theirs}, but those in {main} are {ours}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The classes in {file} were changed by another program or window.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The connection broke off while fetching {name} ({reason}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The converter for CoreML</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The converter for TFLite</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The data are the same.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The data changed since the run began: {changes}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The dataset lies in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The dataset {data} has no split called {split}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The dataset {data} names no classes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The dataset {data} of the run {run} is no longer there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The description stored with the model can't be understood.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The detection head starts anew, because its classes were others.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The device {name} is not available here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The disk is full, so {path} was not written.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The disk is full: the training waits for room.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The encoding of {file} can't be told: line {number} is not UTF-8.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The environment {name} can't be made: {what} ({reason}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The export format {names} is not known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The exported model can't be run by {runtime}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file does not find what the checkpoint finds: boxes missed {missed}, extra {extra}, found otherwise {differing}; scores differ by up to {score:.4f}, sides by up to {box:.2f} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file exchanges rows and columns of the grid.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file exchanges the strides or the anchors of its scales.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects a picture that is {resize}, not {own_resize}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects padding of 0 (black), not 114.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects padding of 128, not 114.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects the picture at the bottom right of its input, with the padding left and above.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects the picture at the top left of its input, with the padding right and below.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects values from -1 to 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects values from 0 to 255: it divides by 255 itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects values that are divided by 255 twice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects values with ImageNet's mean and deviation taken out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file expects {colour}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file failed on {image}: {cause}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives boxes and scores as outputs of their own.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives boxes as centre and size, not as x1, y1, x2, y2.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives boxes as shares of the input (0 to 1), not in pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives boxes as x1, y1, x2, y2, not as centre and size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives raw heads, or gives them in another order or layout than its description says.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives the top left corner and the size of boxes, not their centre and size.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file gives y before x, and height before width.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file has outputs besides the one that its description promises.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is cut off; get it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file is in {encoding}; trainers read UTF-8 only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file loses {points:.2f} points of {measure}, and {allowed:.3g} may be lost.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file makes its boxes with anchors of another set: {anchors}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file reads its input as rows, columns, channels (NHWC).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file takes {file}, and the checkpoint was run at {checkpoint}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file was made for {size}, and the checkpoint was run at {own_size}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file {path} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's class scores are multiplied with the objectness already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's classes come in another order: {classes}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's description names other classes than the checkpoint: {file}, not {checkpoint}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's description names the classes in another order than the checkpoint: {classes}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's heads went through the sigmoid already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's output has one side of length 1 too few or too many.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's output is decoded already, though its description promises raw heads.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's output is transposed: columns come before rows.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's rows are undecoded: they hold the logits of the raw heads.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's rows come in another order than the checkpoint's.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's rows have no column of objectness; it is in the class scores already.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's scores are logits: the sigmoid is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The file's scores went through the sigmoid twice.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder is described by {name}; its images, splits and class names are used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {folder} can't be read: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {folder} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {folder} holds other files.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {path} holds no checkpoint.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {path} holds no pictures.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {run} already holds a run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {written} that {name} names is not there; {root} was used for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The folder {written} was found at {root}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The format {name} can't hold NMS: {where}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The format {name} has no 16-bit numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The format {name} has no {head} head.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The golden set is in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The grid {text} is not ROWSxCOLS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The head {head} is not known.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image already stands on line {first}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image size {imgsz} is larger than {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image size {imgsz} is not a multiple of the model's largest stride, {stride}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The image {image} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The images of {split} have no boxes, so nothing can be measured.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The images that differ most: the checkpoint on the left, the file on the right.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The key can't be kept for a moment: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The label file {file} can't be read: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The last good checkpoint is kept; train again with a lower learning rate.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The layer table {where} is not usable: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The loss or its gradient is not a number at step {step} of epoch {epoch}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model was exported for 1x3x{height}x{width} and can't take {shape}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model {path} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's description is incomplete or wrong: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The model's output {shapes} does not fit its description, {wanted} ({classes} classes, {head}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The name can't be written in {encoding}, in which {file} is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The names in {file} are one text, {text}, and no list.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The names in {file} have dashes and numbers, as in - {id}: {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The note of {run} can't be kept: the run is no longer there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The old file is unchanged; free some space and try again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The oldest; large objects only, cells of 32 pixels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The package {name} can't be unpacked: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The packages for {name} can't be fetched: the package index can't be reached.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The phone's browser will warn that it doesn't know the certificate, which was made here a moment ago: go on all the same (“Advanced” or “Show details”), and allow the camera when it asks.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The picture did not arrive as a whole.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The process that runs the model can't be started: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The processes of this training don't all see the same run {run}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The program in {path} ended without an answer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The published weights of {name} are not on this machine yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The raw output agrees, but the checkpoint found nothing above {confidence} in any of {count} images, so no box could be compared; train it longer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report was not written, because a stop was asked for: studio report does it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The report was not written: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run has no seal of its data, so later changes can't be told.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run {run} has already finished its {epochs} epochs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run {run} is no longer there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run {run} is still going on in another process.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The run's list of data can't be understood.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The same box stands on an earlier line.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The settings of the run are damaged: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The source {source} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The split {split} of {data} has no labelled image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stream {url} can't be opened.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stream {url} can't be opened: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The stream {url} ended and could not be reached again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The text behind the box is not used: {text}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The tiles can't be written to {out}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training failed: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training images of {data} have no boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The training in {count} processes ended early.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The trash of your system did not take {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The val images have no boxes, so nothing can be measured: mAP stays 0, and the last epoch's weights are kept as the best.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The validation images or labels changed since the run: {changes}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The value {value} is not between 0 and 1, as fractions of the image are.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The video {path} is over.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The worst images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>The {name} threshold {value} is not between 0 and 1.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no classes yet.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no images in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There are no weights called {name} to fetch.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is already a class {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is already something called {name} in {parent}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no bytecode {version}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no class {value}; the dataset has {count} classes, counted from 0.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no device called {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no environment called {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no file {path}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no image in {source} to compare on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no model called {model}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no picture in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no room for the environment {name}: it takes {size} MB.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is no {name} called {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is not enough memory for a batch of {batch}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>There is room again: the training goes on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is a polygon of {count} points; the box around it is used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This is not a whole JPEG or PNG picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This machine has no loopback network, by which its processes could train together.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>This model can't be converted to {title}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiles of the photo {photo} are in both train and {split} ({count} there).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Time</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Tiny and fast; its cells are large, so not for tiny objects.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Top-k is {value}, so no box could be kept.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train or download it again.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Train without --processes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again, or get the file from its publisher's pages and give it with --weights FILE.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Try again, or name another registry with --index ADDRESS.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turns each cell's features into boxes as darknet does: centre in the cell, size as e^t anchors.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turns each cell's features into boxes: offset, size, objectness and class scores per anchor.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Turns each cell's features into boxes: one branch places boxes, another tells objects and classes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Two classes are named {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type a name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type at least one letter or digit.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Type the class at the box and press Enter, or press Esc there to drop it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Undo the last step, or delete that box.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unpack it and give the model inside.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Unpack it, and give the folder that comes out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --device cpu, or leave it out to take the best there is.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --device cuda, which gives each a graphics card of its own, or --device cpu.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --epochs 1 or more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --frames 1 or more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --head {heads} for it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --head {heads}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use --processes {cards}, or --device cpu.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use -1 for the row above, -2 for the one above that, or the index of an earlier row.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use 0 for none up to 0.9; 0.2 shares a fifth of each tile with its neighbour.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use 1 or more, or leave it out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use 1 or more; 1000 is usual.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use 1 px or more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a --batch that is a multiple of the processes, and at least as many images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a .jpg or .png name.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a checkpoint of one of the families that studio models lists.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a checkpoint of the same model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a dataset with the same classes in the same order.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a higher --bytecode, up to {most}, or leave it out.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a larger --imgsz, or two images or more in a --batch.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a number from 1 to 10000.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a number from 1 to {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a number from {fewest} to {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a number from {least} to {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a run of this program, or a checkpoint of one of the families that studio models lists.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a share from 0 to 1; 0.3 is usual.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a smaller --batch, --imgsz or model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a smaller one, and cut larger pictures into tiles.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a value from {low} to {high}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use a value such as 0.25 for confidence and 0.45 for IoU.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use at least one row and one column, and tiles of at least one pixel.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use auto, cpu, cuda, cuda:0 or mps.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use best.pt or last.pt from a run folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use one of {addresses}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use one of {names}, or the path of a layer table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use one of {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use one or more of {names}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use the .cfg the weights were trained with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use the .cfg these weights were trained with.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use two whole numbers, such as 3x4.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use {above}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Use {below} or {above}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Val images that are copies of train images: {count}; scores on val will flatter.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verdicts</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Verification of {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Web page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Weights need no such call. Get it from its publisher, or let them save its weights alone.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What comes closest: {sentence} With that, {agreeing} of {boxes} boxes agree.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What differs from the defaults is bold.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What happened is said above; a run with a last.pt in it goes on with --resume.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What runs models in a browser</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What stands behind the box, a score or the number of a track, is not used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What web pages are run by</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What {address} sent is not {name}: {wrong}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>What {key}: names is no path and no list of paths.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>With --resume only --epochs may be given, and DATA when the dataset was moved.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>With these settings {percent} % of the boxes of class {name} look like class {like}: leave hue and saturation alone (classes differ by colour).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>With these settings {percent} % of the boxes of class {name} look like other classes ({likes}): leave hue and saturation alone (classes differ by colour).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Without HTTPS a phone's browser gives the page no camera; pictures can be chosen.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Works cheaply on one half of the channels, then interleaves both halves like a pack of cards, so that the next row works on a mixture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write a plain colon with a space behind it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write filters={wanted}, or correct classes in the section below.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write one path of an image a line, or open the folder of images instead.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write rtsp:// in place of http://.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write the number first: {id}: {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write the path with / or put it in single quotes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write them as a list or as lines such as 0: cat under names: in that file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write them into the address in front of the camera's name, as in user:password@camera.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Write {id}: {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Writing the bundle {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Writing the golden set.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a Canon raw picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a DICOM picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a DirectDraw picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a FITS picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a Fujifilm raw picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a GIMP picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a HEIF picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a JPEG XL picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a JPEG XR picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a JPEG with {bits} bits a channel</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a JPEG-LS picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a JSON document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a PDF document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a Photoshop picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a TIFF of floating point numbers with {bits} bits</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a TIFF that keeps each colour, of more than 8 bits, in a plane of its own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a TIFF with the compression {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a TIFF with {count} channels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a [route] with groups reads more than one layer.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a checkpoint or an exported file. See studio VERB --help.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a convolution without batch_normalize=1 that is not in front of a detection section.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a file of type {kind}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a gzip archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a head has to be the last row</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a huge number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a list</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a list of whole numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a lossless JPEG</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a number</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a picture would take more than {most} operations</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a single picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a video</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a web page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a web server</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a whole number from {least} up</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>a zip archive</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>added the class “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>added {n} boxes to {image}</source>
      <comment>added {n} box to {image}</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>address to serve at (that on the local network)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>all</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an AVIF picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an OpenEXR picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an SVG drawing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an anchor's side is not a number above 0</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an icon</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>an object</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>and {count} more; --json has all.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>another program</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>architecture, layer table, .cfg, run folder, checkpoint or exported file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>architecture, or the path of a layer table; empty takes the one of `weights`</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>arguments</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>as asked for</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>at a confidence of</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>auto, cpu, cuda, cuda:0 or mps</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>before a detection section a convolution has {key}={wanted}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best epoch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best mAP@0.5</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best mAP@0.5:0.95</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>best: {map50:.3f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>borderline</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>box difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes above a confidence of {confidence:g}, NMS at an IoU of {iou:g}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes clipped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes compared</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes dropped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes in no tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes kept whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes of the photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>boxes pasted from other pictures, as a share of those a picture has</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>camera number, video, folder of images, URL, or the word sample</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>camera {index}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>channels={value}: its network takes other pictures, such as grey ones.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checkpoint beside it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>checkpoint to start from, or a name of studio weights</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>class names of a checkpoint, one a line</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>class {number}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>classes says {classes}, but there are {count} names.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>compare with the checkpoint on its images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>compared on {data}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>compute in 16 bits where that is exact enough (by default on CUDA)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cut each photo into so many rows and columns</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cut photos and their labels into tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>cut tiles of N x N pixels</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>darknet and OpenCV do it themselves</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>decoded boxes (default), raw logits, or detections: with threshold, top-k and NMS in the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>deleted the class “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>deleted {n} boxes on {image}</source>
      <comment>deleted {n} box on {image}</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>detect</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>differs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>do the whole main job on a set of drawn photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>draw and check photos</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>draw box sizes and anchors as SVG</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>draw what a training would see</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>drew a box on {image}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>dropped a box without a class on {image}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>each batch is resized by up to this share, to a multiple of the largest stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>each row of anchors has to hold as many pairs of width and height, all of them above 0</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>empty</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>end when standard input does, too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>environment to make; without it, list them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>epoch</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>epoch {epoch}: box {box:.4f}, objectness {objectness:.4f}, classification {classification:.4f}, {rate:.1f} images/s, {left:.0f} s left</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>evaluate</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>export and verify</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>exported, converted, edited or quantised</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>extra</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fewer epochs than the usual number, for a quick look</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>filled with zeros</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>filters={filters}, but {anchors} anchors and {classes} classes need {wanted}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fit anchors to a dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fit so many instead of as many as the model has</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fit the anchors to the boxes of the dataset</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>fitted</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folder for report.json and report.html</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folder for the files</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folder that studio export --bundle web wrote</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folder, data YAML or obj.data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folder, data YAML or obj.data to open</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>folders that run as they are, with model and program: {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>for architectures and tables (4; a .cfg's own)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>format</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>found class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>found: {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>go on with a run that was stopped; DATA is its dataset, if that was moved</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>group_id={group} of {groups} groups is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a backslash (\) in double quotes on line {line}, which begins an escape sequence there</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a bracket ({sign}) on line {line} that is not closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a closing bracket too many on line {line}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a quote on line {line} that is not closed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a quote within quotes on line {line}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a second colon on line {line}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a tab on line {line}; YAML takes spaces only</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a {sign} on line {line}, which means something of its own in YAML</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>has a {sign} on line {line}, which no value may begin with</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>height in pixels of the input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>here</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>holds a second document from line {line} on</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>how fast convolution weights shrink</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>how gradients travel between processes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>how many are drawn (16)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>image, folder of images, data YAML or obj.data</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>images in {split}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>images per step, of all processes together; 0 takes 8, fewer where memory is short</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>images, boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>input size (the one it was trained at)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>input size in pixels (the model's own)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>input size in pixels, a multiple of the model's largest stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>input size of a checkpoint (its own)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>is indented on line {line} in a way that does not fit the lines above</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it answers with the HTTP status {status}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it answers, but not as a camera does</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it answers, but not as a web server does</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it answers, but sends nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it did not end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it does not begin as one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it does not follow a linear convolution that reads the layer right above it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it ended with {code}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it gives no {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has more than {limit:,} bytes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has no line anchors=</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has {count} classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has {count} numbers of anchors, and not {wanted}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has {count} rows of anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it has {size:,} bytes, not {total:,}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it holds a {name} without a layer table</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it holds no video that can be read</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is a plain state dict without class scores</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is a web page</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is larger than {most} bytes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is led to from a web address</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is nested deeper than {most} times</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is not a file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is not a text file of a usable size</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it is repeated {count} times</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it joins two rows or more, such as [-1, 4]</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it lacks {files}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it leads from one address to another without end</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it leads on to an address of another kind</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it leads on to an address without encryption</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it makes a feature map of {shape}, more than {most} values</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it names no host</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it reads one row, not {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it reads the same layer as the detection section above it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it refuses this user and password</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it says nothing of its numbers</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it says {said} classes, and the checkpoint has {count}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it takes graphs without loops alone: the app does it, in 40 lines of Kotlin or Swift</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it takes {own} channels, not {channels}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it wants a user and a password</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it was stopped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>it wrote version {written}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its activation is {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its anchors are not pairs of width and height per stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its anchors are not pairs of width and height, all of them above 0.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its anchors are {text}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its answer can't be understood ({reason})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its description says so</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its head has no anchors</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its host or port is not understood</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its input of {width}x{height} is not of multiples of {stride}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its mask names an anchor that is not there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its outputs are no 32-bit floating point</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its outputs have different lengths</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its window is larger than the feature map, {shape}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its {algorithm} is another one</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>its {key} is {text}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>kept</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>layer {layer} has no output that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>least score</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>least score that a detections head keeps unless told</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>leave hue and saturation nearly alone (by default when class names are colours)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>leave out tiles without a box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>letterboxed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>licence</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>list or fetch published weights to start from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>list the models that can be trained</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>list, make or remove what a format's converter or web pages need</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>live on the moving scene</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>loaded what another program wrote for {image}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>loss, mean of {n} steps</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP lost</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5 {map50:.3f}, mAP@0.5:0.95 {map50_95:.3f}, precision {precision:.3f}, recall {recall:.3f} on {images} val tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5, checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mAP@0.5:0.95, checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>made of</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>made {n} boxes on {image} “{name}”</source>
      <comment>made {n} box on {image} “{name}”</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>marked {image} “no objects”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>matched</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>mean IoU</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>measure a model on labelled images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>memory for decoded images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>missed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>missed {name}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>module</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>most candidates that a detections head keeps unless told</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>most candidates that go into NMS</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>moved {n} boxes on {image}</source>
      <comment>moved {n} box on {image}</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>n</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>n != 1</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>name</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>named boxes “{name}”</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>named {n} boxes on {image}</source>
      <comment>named {n} box on {image}</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>nc says {nc} classes, but there are {count} names.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ncnn has no layer for it: the program that calls ncnn does it, in 40 lines of C++</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ncnn has no layer for {names} of this model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new folder for the pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new folder for the tiles</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new or empty folder to work in (by default a new one here)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>new run folder (by default one is made)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>no mistakes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>none stated</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>not labelled yet</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing answers at {place} ({reason})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>nothing is found</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>num is not the number of its anchors, {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>number of classes (4)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of .ptl: 4 to 8, for an app with an old runtime (8)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>of the file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>one of {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>one or more of {names}; a bundle's own when left out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>onnx2tf can't convert this model to TFLite: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>overlap above which one box goes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>overlap that a detections head keeps unless told</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p50 ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p50, ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>p95 ms</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pack 5 to 20 of these images with what must be found in them, and programs that check it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>package index (of tflite) or npm registry (of web) to fetch from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>padding={value} changes what is computed, and is not known here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>parameters</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>params</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>passes over the training images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>peak learning rate; 0 takes the model's own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>photos cut</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>picture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pictures</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pictures are enlarged or shrunk by up to this share</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pictures are moved by up to this share</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pip did not install what it was asked to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pip failed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pnnx can't convert this model to NCNN: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>pnnx, which converts to NCNN, is not installed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>points of mAP that may be lost (0.1; 0.5 in 16 bits, 1 in 8)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>port to serve at (a free one)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>precision</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>print one JSON document</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>print one JSON line per event</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>probability of a left-right flip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>probability of an up-down flip</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>problems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>processes of this machine that share every batch (1, or as many as the run began with)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>processor threads</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>processor threads; 0 measures what is fastest</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>prove that a file from anywhere finds what its checkpoint finds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>purpose</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>ready</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>recall</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>remove it instead</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>renamed “{old}” to “{new}”</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>result</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>row {index} of its table is a {module}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>row {index} of its table is {row}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run a model on a camera, video or folder and time it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run a model on images</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run folder</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run folder or checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run folder or checkpoint it came from</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>run folder, checkpoint or exported file</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>say of each row what it is for</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>scale_x_y is {value}, not a number from 1 up.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>score difference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>scores differ by up to {score:.2g}, sides by up to {box:.2g} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>seconds</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>see studio models, or a layer table's path</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>seed of weights, order and augmentation</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>sees px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>shape</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share held out when the dataset declares no val split</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of a class label given to all classes alike, so that objectness ranks boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of a clipped box that must be left to keep it (0.3)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of a tile (with --size; 0.2)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of the last epochs that see whole pictures only</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of the last epochs whose batch norms keep their statistics</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of the old weights kept per step by the smoothed copy</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>share of training pictures put together from four</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>show an exported web page to the phones of the local network</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>show the layers of a model</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>side</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>something is there, but says nothing within {seconds:.0f} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>split</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>square root of the box's area, in pixels of the input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stage</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>state</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>step</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>steps over which the learning rate rises</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stop after so many epochs without a better mAP; 0 never</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stop after so many frames</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stretched over the whole input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stride</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>stride {stride}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>strides</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>take pictures that phones send back, as new files of DIR</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tell what is in a dataset and what is wrong with it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the .data of a Yolo-FastestV2 checkpoint's training</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the activation {name} is not known here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the camera answers, but has no such path</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the cells of its rows are {strides} px, not whole and finest first</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the grey of its bars is {pad}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the host {host} is not known</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the input is {width}x{height}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the model's own</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the option {name} is not known here; it may change what is computed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the section [{name}] is not known here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>the strides are {strides}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tiles left out</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tiles without a box</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>tiles written</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>to be made again</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>torch can't write this model in bytecode {version}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>train</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>train a model, or go on with a run</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>train from it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>train, val, test or all (val)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>true class</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>true or false</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>truth</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>usage: studio [DATA]              open the window</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>validation images to compare on (all)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>verdict</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>verification</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>weight of the box loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>weight of the class loss</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>weights to fetch; without it, list them</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what answers is no web server</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what answers is {form}, not a stream</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what answers is {kind}, not RTSP</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what answers speaks RTSP</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what it joins doesn't fit together, {shapes} (channels x height x width)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what moves the weights</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>what the file computes with, which sets how much may differ (as its description says)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>whole</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>width in pixels of the input</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>with its {count} parameters there are more than {most}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>without encryption; phones give it no camera</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>without objects</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>write TensorBoard files into the run, too</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>write a model for other devices, and verify it</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>write a page on what a run came to</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>yes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{architecture} at {width}x{height}, {count} classes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{boxes:,} boxes of {images:,} training images at {imgsz} px, {model}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{cause} This file was not compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} images have boxes of the class {name}, {image} among them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} of its tensors, such as {name}, differ</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} of {total} images of {name} were compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} of {total} validation images of {name} were compared.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} pictures a minute are taken; wait a moment.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} pictures were sent; start the server again for more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{count} threads can't run a model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{entry} of the {split} images does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{entry} of the {split} images holds none.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{epochs} epochs train nothing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{epoch}/{epochs} epochs: mAP@0.5 {map50:.4f}, mAP@0.5:0.95 {map50_95:.4f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} and {other} name other classes, so neither was used.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} asks to run {name}; nothing was run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} can't be read: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} can't be removed: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} does not describe a dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} does not hold the anchors it was trained with, and no .data file beside it does.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} does not hold the anchors of {model}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} has a space on line {line} that is not a plain one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} has a wide colon (：) on line {line}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} has no class names that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} has no space behind the colon of {key} on line {line}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} has no space behind the colon of {key}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} holds a character on line {line} that is no text (code {code:#06x}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} holds tensors alone, such as {name}, and not of what network they are.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is a packed archive.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is a picture.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is a pointer of Git LFS, not the model itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is a web page, which was saved instead of the model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is an exported file, and {option} is for checkpoints.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is no longer there; it was read before.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not UTF-8 and was read as {encoding}: line {number} says {line}. If that is wrong, save the file as UTF-8.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not a checkpoint of Yolo-FastestV2, which --data-file is for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not a checkpoint of a network.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not a checkpoint of this program, or it is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not a checkpoint, or it is damaged.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not the .data file of this checkpoint: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not valid YAML on line {line}, at {text}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is not valid YAML.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is of a network that is not known here: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} is there already, with other labels.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} leads to no images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} leads to no images. Line {line} of {list}: {message}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} leads to no images: {entry} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} names no images: it has neither train: nor val:.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} names no list of images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} names {found} classes, but the model has {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} says nothing of its input and classes, so it was taken for what {model} is exported to: {width}x{height}, {resize}, {colour}, decoded boxes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} was changed by another program meanwhile, so this stays as it is: {what}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} was changed by another program since it was read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} was left aside, because nothing says that it is of this folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{file} {cause}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} can't be made: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} can't be removed: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} holds something that this program has not made.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} holds the web page and is not the page itself.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is a bundle of another kind: {kind}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is a link to another folder, where nothing is written or deleted.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is already there and not an empty folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is no longer there, and {name} with it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is not a bundle: there is no {name} in it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} is there and was not written by an export.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} lies in the folder that is served.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{folder} says that {name} is a part of it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{format}, {size:.1f} MB: {verdict}, {matched} of {detections} boxes matched, differences {score:.1e} in score, {box:.1e} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{found} of {boxes}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{frames} frames can't be timed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{frames} frames, {fps:.1f} a second, {dropped} dropped, {detections} detections, {runtime} at {size}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{have:,} of {total:,} bytes came</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{host} can't be reached: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{host} can't be served at: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{host} does not give out {name} (HTTP {code}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{host} is no address of this machine.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{images} photos of {width} x {height}, {boxes} boxes of {classes} classes, {problems} problems</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} and {other} share the label file {label}; rename one of the images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} can't be read: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} is in both train and {split}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{image} of {split} is a copy of {other} of train.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{index} {module}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} has to be a number above 0, not {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} holds no whole numbers.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} is missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} is {text}, not a whole number from {least} to {most}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} is {text}, not numbers with commas.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} is {value}, more than {most}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{key} stands twice in {file}, on lines {first} and {second}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{like} {percent:.1f} %</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{matched} of {detections} boxes agree with the checkpoint; {strays} are missed, extra or differ by more than rounding does, which is few enough.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{measure} of the checkpoint</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{measure} {found:.2f} (checkpoint {expected:.2f})</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{minutes:.1f} minutes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model} at {imgsz}, {epochs} epochs: loss {first:.3f} -&gt; {last:.3f}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model} of {parameters:,} parameters on {device} ({threads} threads), batch {batch}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model}, after {done} of {epochs} epochs, without an end so far</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model}, failed after {done} of {epochs} epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model}, finished after {done} of {epochs} epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{model}, stopped after {done} of {epochs} epochs</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{module} takes [{names}], {least} to {most} values.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{module} takes [{names}].</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{module} takes no arguments, [].</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} ({count} in all)</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} all describe the folder, so none was used; open one of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{names} all name classes, other ones each, so none was used; keep one of them.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} can't be deleted: classes after it would get other numbers, and the label files would mean other classes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} declares neither train nor val images, only {others}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} does not end in a detection head.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has no labelled images to train on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has the activation {word}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} has to be {kind}, not {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is missing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is no longer in the trash.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is only {width} × {height} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is ready in {folder}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is the only class, and a dataset has at least one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is {value}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is {value}, not one of {known}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} is {value}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was left aside, because it leads to other images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was left aside, because no YAML or obj.data names it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} was left aside: {reason}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} with {classes} classes at {width}x{height} px, detecting at strides {strides}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} {score:.2f}: is {true}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} {score:.2f}: nothing</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name} {score:.2f}: twice</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}: {count} boxes</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{name}={value} changes what is computed, and is not known here.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} borderline</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>{n} boxes added.</source>
      <comment>{n} box added.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes have no class yet, so they are not saved.</source>
      <comment>{n} box has no class yet, so it is not saved.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes moved.</source>
      <comment>{n} box moved.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes removed.</source>
      <comment>{n} box removed.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} classes changed.</source>
      <comment>{n} class changed.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>{n} differ</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} extra</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} found twice</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>{n} images added.</source>
      <comment>{n} image added.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images between train and validation.</source>
      <comment>{n} image between train and validation.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images removed.</source>
      <comment>{n} image removed.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images with other pixels.</source>
      <comment>{n} image with other pixels.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>{n} missed</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{n} of the wrong class</source>
      <translation type="unfinished" />
    </message>
    <message numerus="yes">
      <source>{n} paths in {file} are written with backslashes; they were read as /.</source>
      <comment>{n} path in {file} is written with backslashes; they were read as /.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} paths in {file} begin with {dropped}, which is not there; they were found in {place}.</source>
      <comment>{n} path in {file} begins with {dropped}, which is not there; it was found in {place}.</comment>
      <translation type="unfinished">
        <numerusform />
      </translation>
    </message>
    <message>
      <source>{n} where nothing is</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{option} is {count}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{outcome}: mAP@0.5 is {map50:.3f} (goal {goal}{remark}); everything is in {folder}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{out} is not an empty folder, and nothing in it is overwritten.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{out} lies inside the dataset, which would then contain its own tiles.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} asks for operations that a detector does not need: {names}; nothing was run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be encoded as an image.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as a CoreML model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as a TFLite model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as a TorchScript model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as an ExecuTorch model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as an NCNN model.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as an ONNX model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened as an OpenVINO model: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be opened: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be read: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be run without {name}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be understood: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} can't be written: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} does not begin with a [net] section.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} does not exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} does not say what input and classes it was made for.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} has no [yolo] and no [region] section.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} holds {found} numbers, but {name}.cfg needs {wanted}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is a link that goes round in a circle.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is a packed archive.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is no folder, and a folder is to be written there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is no longer there.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not YAML: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a darknet weights file: it has only {size} bytes.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a file that can be read to its end.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a file.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a layer table.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a model this program can run.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a run folder.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not a video that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an image that can be read here: it is {form}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an image that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an image that can be read: it is cut off, its end is missing.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an image: it is a pointer of Git LFS to one.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not an image: it is {form}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is not that of a preview.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is one image, and not a dataset.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is shown, because it is there; no camera and no sample scene.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is too large to be read: {w} × {h} px.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} is write-protected.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} needs {name} beside it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} shows only what its own NMS kept, so nothing can be held against it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} takes {inputs}, but its description says {wanted}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} takes {width}x{height}, and the checkpoint can be run at square sizes only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} was changed since it was exported.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} was exported for {width}x{height} and can't run at {imgsz}x{imgsz}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path} works with {shapes} values, which is more than any detector needs.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path}, line {line}, [{name}]:</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path}, line {line}: {text} is not key=value.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{path}: its detection sections differ in anchors, classes or scale_x_y.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{percent:g} % of the boxes may be missed, extra or differ by more.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{place} does not answer within {seconds:.0f} s</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{points} points of mAP can't be lost.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{port} is no port.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{program} can't be started: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{program} failed: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{program}: stopped.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{px:.3g} px</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{runtime}: total p50 {p50:.1f} ms, p95 {p95:.1f} ms (inference {inference:.1f} ms), {fps:.0f} frames a second</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{runtime}: {found} detections above {confidence:.2f} where {boxes} boxes are, {ms:.1f} ms a tile</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} can't be brought back: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} can't be moved to the trash while it goes on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} can't be moved to the trash: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} can't be renamed while it goes on.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} can't be renamed: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{run} has no list of its data to compare.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{sentence} Or, which explains it as well: {others}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{source} holds no image that can be read.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{source} holds no images.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{team} processes can't share {cards} graphics cards.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{tiles} tiles; boxes: {kept} kept, {clipped} clipped, {dropped} dropped</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} is not installed.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} is not set up.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} runs on {systems} only.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{title} was set up by another version of this program.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{value} is not a number.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{value} is one argument too many</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{val} of {count} images are held out to measure on, whole photos at a time (seed {seed}).</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{where}, line {line}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{where}: row {index} can't be built as {module} with {args}: {reason}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{where}: row {index} is {row}.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{where}: row {index} names the module {module}, which doesn't exist.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{where}: row {index} reads from row {bad}, which is not above it.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{word} is neither a verb nor a dataset that exists.</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{word} is none of {names}</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>{word} is taken as the verb; write .{sep}{word} for the folder.</source>
      <translation type="unfinished" />
    </message>
  </context>
  <context>
    <name>stages</name>
    <message>
      <source>Capture</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Decode</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Draw</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Inference</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>NMS</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Preprocess</source>
      <translation type="unfinished" />
    </message>
    <message>
      <source>Total</source>
      <translation type="unfinished" />
    </message>
  </context>
</TS>
