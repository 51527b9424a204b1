<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
  <context>
    <name>About</name>
    <message>
      <source>About</source>
      <translation>关于</translation>
    </message>
    <message>
      <source>Detection Studio {version}, under the Apache License 2.0.</source>
      <translation>Detection Studio {version}，以 Apache License 2.0 许可。</translation>
    </message>
    <message>
      <source>Licences of its parts</source>
      <translation>各组件的许可证</translation>
    </message>
  </context>
  <context>
    <name>Actions</name>
    <message>
      <source>Accept all suggestions shown</source>
      <translation>接受所有显示的建议</translation>
    </message>
    <message>
      <source>Accept suggestions on all images…</source>
      <translation>在所有图像上接受建议…</translation>
    </message>
    <message>
      <source>Accept the chosen suggestion</source>
      <translation>接受选中的建议</translation>
    </message>
    <message>
      <source>Accept the suggestion; with Shift choose it</source>
      <translation>接受该建议；按住 Shift 则选中它</translation>
    </message>
    <message>
      <source>Add copies of them to the dataset</source>
      <translation>将其副本添加到数据集</translation>
    </message>
    <message>
      <source>Add the frame to the dataset</source>
      <translation>将此帧加入数据集</translation>
    </message>
    <message>
      <source>All boxes of a class</source>
      <translation>某一类别的所有框</translation>
    </message>
    <message>
      <source>Alt+click</source>
      <translation>Alt+单击</translation>
    </message>
    <message>
      <source>Back out</source>
      <translation>退出当前操作</translation>
    </message>
    <message>
      <source>Box 10 px down</source>
      <translation>框下移 10 像素</translation>
    </message>
    <message>
      <source>Box 10 px left</source>
      <translation>框左移 10 像素</translation>
    </message>
    <message>
      <source>Box 10 px right</source>
      <translation>框右移 10 像素</translation>
    </message>
    <message>
      <source>Box 10 px up</source>
      <translation>框上移 10 像素</translation>
    </message>
    <message>
      <source>Boxes are difficult, or not</source>
      <translation>将框标为困难，或取消</translation>
    </message>
    <message>
      <source>Boxes are occluded, or not</source>
      <translation>将框标为遮挡，或取消</translation>
    </message>
    <message>
      <source>Boxes are truncated, or not</source>
      <translation>将框标为截断，或取消</translation>
    </message>
    <message>
      <source>Brightness of the view</source>
      <translation>调整显示亮度</translation>
    </message>
    <message>
      <source>Carry boxes to the next image</source>
      <translation>把框带到下一张图片</translation>
    </message>
    <message>
      <source>Change its class, duplicate or delete it</source>
      <translation>更改类别、复制或删除</translation>
    </message>
    <message>
      <source>Choose a model under Suggestions first.</source>
      <translation>请先在“建议”中选择一个模型。</translation>
    </message>
    <message>
      <source>Choose a run first.</source>
      <translation>请先选择一条训练记录。</translation>
    </message>
    <message>
      <source>Choose one run first.</source>
      <translation>请先只选择一条训练记录。</translation>
    </message>
    <message>
      <source>Choose or search a class</source>
      <translation>选择或搜索类别</translation>
    </message>
    <message>
      <source>Choose several runs to compare</source>
      <translation>选择多条训练记录进行比较</translation>
    </message>
    <message>
      <source>Class {number}</source>
      <translation>类别 {number}</translation>
    </message>
    <message>
      <source>Click on a dashed box</source>
      <translation>单击虚线框</translation>
    </message>
    <message>
      <source>Close dataset</source>
      <translation>关闭数据集</translation>
    </message>
    <message>
      <source>Convert into another format…</source>
      <translation>转换为其他格式…</translation>
    </message>
    <message>
      <source>Copy boxes</source>
      <translation>复制框</translation>
    </message>
    <message>
      <source>Copy boxes of previous image</source>
      <translation>复制上一张图像的框</translation>
    </message>
    <message>
      <source>Ctrl+click, Shift+click</source>
      <translation>Ctrl+单击，Shift+单击</translation>
    </message>
    <message>
      <source>Delete box</source>
      <translation>删除框</translation>
    </message>
    <message>
      <source>Do what the button at the top right says</source>
      <translation>执行右上角的主按钮</translation>
    </message>
    <message>
      <source>Double click</source>
      <translation>双击</translation>
    </message>
    <message>
      <source>Drag a box or its handles</source>
      <translation>拖动框或其控制点</translation>
    </message>
    <message>
      <source>Drag a picture</source>
      <translation>拖动图片</translation>
    </message>
    <message>
      <source>Drag on the photo</source>
      <translation>在照片上拖动</translation>
    </message>
    <message>
      <source>Draw a box as large as the last one</source>
      <translation>画一个与上一个框同样大小的框</translation>
    </message>
    <message>
      <source>Draw a box of the current class</source>
      <translation>用当前类别画框</translation>
    </message>
    <message>
      <source>Draw a box or two first; what looks like them is found then.</source>
      <translation>请先画一两个框，然后才能查找与它们相似的目标。</translation>
    </message>
    <message>
      <source>Draw on top of other boxes</source>
      <translation>在其他框之上画框</translation>
    </message>
    <message>
      <source>Drop on the window</source>
      <translation>拖到窗口上</translation>
    </message>
    <message>
      <source>Drop or paste photos</source>
      <translation>拖放或粘贴照片</translation>
    </message>
    <message>
      <source>Duplicate box</source>
      <translation>再制框</translation>
    </message>
    <message>
      <source>Edit</source>
      <translation>编辑</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Fill the images between…</source>
      <translation>填充中间的图片…</translation>
    </message>
    <message>
      <source>Find label mistakes…</source>
      <translation>查找标注错误…</translation>
    </message>
    <message>
      <source>Find more like the selected boxes, else like all</source>
      <translation>查找与选中的框相似的目标，没有选中时与所有框相似</translation>
    </message>
    <message>
      <source>First image</source>
      <translation>第一张图像</translation>
    </message>
    <message>
      <source>Fit image</source>
      <translation>适应窗口</translation>
    </message>
    <message>
      <source>Frames from a video…</source>
      <translation>从视频取帧…</translation>
    </message>
    <message>
      <source>Freeze or go on</source>
      <translation>定格或继续</translation>
    </message>
    <message>
      <source>Full screen</source>
      <translation>全屏</translation>
    </message>
    <message>
      <source>Go</source>
      <translation>转到</translation>
    </message>
    <message>
      <source>Go back to the photo first.</source>
      <translation>请先回到照片。</translation>
    </message>
    <message>
      <source>Go to Check</source>
      <translation>转到“检查”</translation>
    </message>
    <message>
      <source>Go to Export</source>
      <translation>转到“导出”</translation>
    </message>
    <message>
      <source>Go to Label</source>
      <translation>转到“标注”</translation>
    </message>
    <message>
      <source>Go to Live</source>
      <translation>转到“实时”</translation>
    </message>
    <message>
      <source>Go to Runs</source>
      <translation>转到“训练记录”</translation>
    </message>
    <message>
      <source>Go to Start</source>
      <translation>转到“首页”</translation>
    </message>
    <message>
      <source>Go to Tile</source>
      <translation>转到“切图”</translation>
    </message>
    <message>
      <source>Go to Train</source>
      <translation>转到“训练”</translation>
    </message>
    <message>
      <source>Go to image number</source>
      <translation>按序号跳转图像</translation>
    </message>
    <message>
      <source>Go to what feeds the row, or what it feeds</source>
      <translation>转到该行的输入，或它的输出去向</translation>
    </message>
    <message>
      <source>Hide or show boxes</source>
      <translation>隐藏或显示框</translation>
    </message>
    <message>
      <source>Hide or show class names</source>
      <translation>隐藏或显示类别名</translation>
    </message>
    <message>
      <source>Hide selected boxes, or show all</source>
      <translation>隐藏所选框，或全部显示</translation>
    </message>
    <message>
      <source>Image is not verified after all</source>
      <translation>取消此图像的已核对标记</translation>
    </message>
    <message>
      <source>Image is right, next image</source>
      <translation>图像无误，下一张</translation>
    </message>
    <message>
      <source>It needs PyTorch, which this installation is without.</source>
      <translation>它需要 PyTorch，而此安装中没有。</translation>
    </message>
    <message>
      <source>Keys and help</source>
      <translation>快捷键与帮助</translation>
    </message>
    <message>
      <source>Label this image and an earlier one first.</source>
      <translation>请先标注这张图片和更早的一张。</translation>
    </message>
    <message>
      <source>Last image</source>
      <translation>最后一张图像</translation>
    </message>
    <message>
      <source>Layers of the model</source>
      <translation>模型的各层</translation>
    </message>
    <message>
      <source>Left, Right in the layers</source>
      <translation>在层列表中按左、右键</translation>
    </message>
    <message>
      <source>Lock boxes, or unlock all</source>
      <translation>锁定框，或全部解锁</translation>
    </message>
    <message>
      <source>Loupe at the cursor</source>
      <translation>光标处的放大镜</translation>
    </message>
    <message>
      <source>Lower confidence</source>
      <translation>降低置信度</translation>
    </message>
    <message>
      <source>Middle button, or Space and drag</source>
      <translation>按住中键，或按住空格拖动</translation>
    </message>
    <message>
      <source>Move box down, or go on</source>
      <translation>框下移，或下一张</translation>
    </message>
    <message>
      <source>Move box left, or go back</source>
      <translation>框左移，或上一张</translation>
    </message>
    <message>
      <source>Move box right, or go on</source>
      <translation>框右移，或下一张</translation>
    </message>
    <message>
      <source>Move box up, or go back</source>
      <translation>框上移，或上一张</translation>
    </message>
    <message>
      <source>Move image to the trash</source>
      <translation>将图像移到回收站</translation>
    </message>
    <message>
      <source>Move it; a double click shows all of it. On Label both draw.</source>
      <translation>移动图片；双击显示全图。在标注页上则为画框</translation>
    </message>
    <message>
      <source>Move or resize it</source>
      <translation>移动或调整大小</translation>
    </message>
    <message>
      <source>Move the photo</source>
      <translation>移动照片</translation>
    </message>
    <message>
      <source>Move to the trash</source>
      <translation>移到回收站</translation>
    </message>
    <message>
      <source>Next image</source>
      <translation>下一张图像</translation>
    </message>
    <message>
      <source>Next image that is not verified</source>
      <translation>下一张未核对的图像</translation>
    </message>
    <message>
      <source>Next photo</source>
      <translation>下一张照片</translation>
    </message>
    <message>
      <source>Next unlabelled image</source>
      <translation>下一张未标注图像</translation>
    </message>
    <message>
      <source>No dataset is open.</source>
      <translation>没有打开数据集。</translation>
    </message>
    <message>
      <source>No objects here, next image</source>
      <translation>此图无目标，下一张</translation>
    </message>
    <message>
      <source>Open YAML, obj.data…</source>
      <translation>打开 YAML、obj.data…</translation>
    </message>
    <message>
      <source>Open a folder of photos first.</source>
      <translation>请先打开照片文件夹。</translation>
    </message>
    <message>
      <source>Open a folder, data YAML, obj.data, zip, labels of another program, model or video</source>
      <translation>打开文件夹、数据 YAML、obj.data、zip、其他程序的标注、模型或视频</translation>
    </message>
    <message>
      <source>Open folder…</source>
      <translation>打开文件夹…</translation>
    </message>
    <message>
      <source>Paste boxes</source>
      <translation>粘贴框</translation>
    </message>
    <message>
      <source>Preview what the network will see</source>
      <translation>预览网络将看到的样本</translation>
    </message>
    <message>
      <source>Previous image</source>
      <translation>上一张图像</translation>
    </message>
    <message>
      <source>Previous photo</source>
      <translation>上一张照片</translation>
    </message>
    <message>
      <source>Previous unlabelled image</source>
      <translation>上一张未标注图像</translation>
    </message>
    <message>
      <source>Quit</source>
      <translation>退出</translation>
    </message>
    <message>
      <source>Raise confidence</source>
      <translation>提高置信度</translation>
    </message>
    <message>
      <source>Redo</source>
      <translation>重做</translation>
    </message>
    <message>
      <source>Reject the chosen suggestion</source>
      <translation>拒绝选中的建议</translation>
    </message>
    <message>
      <source>Rename the class of new boxes</source>
      <translation>重命名新框所用的类别</translation>
    </message>
    <message>
      <source>Rename the run</source>
      <translation>重命名训练记录</translation>
    </message>
    <message>
      <source>Right click on a box</source>
      <translation>在框上单击右键</translation>
    </message>
    <message>
      <source>Save a snapshot</source>
      <translation>保存快照</translation>
    </message>
    <message>
      <source>Save now</source>
      <translation>立即保存</translation>
    </message>
    <message>
      <source>Search images</source>
      <translation>搜索图像</translation>
    </message>
    <message>
      <source>Select a box first.</source>
      <translation>请先选中一个框。</translation>
    </message>
    <message>
      <source>Select all boxes</source>
      <translation>全选框</translation>
    </message>
    <message>
      <source>Select next box</source>
      <translation>选择下一个框</translation>
    </message>
    <message>
      <source>Select previous box</source>
      <translation>选择上一个框</translation>
    </message>
    <message>
      <source>Select several boxes</source>
      <translation>选择多个框</translation>
    </message>
    <message>
      <source>Select the box underneath</source>
      <translation>选择下层的框</translation>
    </message>
    <message>
      <source>Select the boxes in a rectangle</source>
      <translation>选择矩形内的框</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Shift+click</source>
      <translation>Shift+单击</translation>
    </message>
    <message>
      <source>Shift+drag</source>
      <translation>Shift+拖动</translation>
    </message>
    <message>
      <source>Show a web page on a phone…</source>
      <translation>在手机上打开网页…</translation>
    </message>
    <message>
      <source>Show or hide the panel at the right</source>
      <translation>显示或隐藏右侧面板</translation>
    </message>
    <message>
      <source>Snap box to what is in it</source>
      <translation>将框吸附到其中的目标</translation>
    </message>
    <message>
      <source>Split into train and val…</source>
      <translation>划分训练集和验证集…</translation>
    </message>
    <message>
      <source>Start the live view first.</source>
      <translation>请先开始实时画面。</translation>
    </message>
    <message>
      <source>Suggest boxes for all unlabelled images</source>
      <translation>为所有未标注的图像建议框</translation>
    </message>
    <message>
      <source>There is no box to carry to the next image.</source>
      <translation>没有可带到下一张图片的框。</translation>
    </message>
    <message>
      <source>There is no box to copy.</source>
      <translation>没有可复制的框。</translation>
    </message>
    <message>
      <source>There is no suggestion on any image.</source>
      <translation>所有图像上都没有建议。</translation>
    </message>
    <message>
      <source>There is no suggestion on this image.</source>
      <translation>此图像上没有建议。</translation>
    </message>
    <message>
      <source>There is nothing to paste; copy boxes first.</source>
      <translation>没有可粘贴的内容，请先复制框。</translation>
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation>没有可重做的操作。</translation>
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation>没有可撤销的操作。</translation>
    </message>
    <message>
      <source>This is the first image.</source>
      <translation>这是第一张图像。</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>View</source>
      <translation>视图</translation>
    </message>
    <message>
      <source>Wheel</source>
      <translation>滚轮</translation>
    </message>
    <message>
      <source>Wheel over the layers</source>
      <translation>在层图上滚动滚轮</translation>
    </message>
    <message>
      <source>Write a text for the boxes</source>
      <translation>为框填写文字</translation>
    </message>
    <message>
      <source>Zoom along the rows; a double click shows all</source>
      <translation>沿行缩放；双击显示全部</translation>
    </message>
    <message>
      <source>Zoom at the cursor</source>
      <translation>以光标为中心缩放</translation>
    </message>
    <message>
      <source>Zoom in</source>
      <translation>放大</translation>
    </message>
    <message>
      <source>Zoom out</source>
      <translation>缩小</translation>
    </message>
    <message>
      <source>Zoom to 100 %</source>
      <translation>缩放到 100 %</translation>
    </message>
    <message>
      <source>Zoom to box</source>
      <translation>缩放到框</translation>
    </message>
  </context>
  <context>
    <name>Alike</name>
    <message>
      <source>Nothing else here looks like them. A lower least score shows more.</source>
      <translation>此图中没有其他相似的目标。调低最低得分可显示更多。</translation>
    </message>
    <message>
      <source>Shown: {count}. {accept} accepts them, {drop} forgets them.</source>
      <translation>已显示：{count} 个。按 {accept} 接受，按 {drop} 放弃。</translation>
    </message>
  </context>
  <context>
    <name>AnswerView</name>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
  </context>
  <context>
    <name>App</name>
    <message>
      <source>README's “Set up and go” tells what a system needs for the window.</source>
      <translation>窗口所需的系统组件见 README 的“Set up and go”。</translation>
    </message>
  </context>
  <context>
    <name>Attributes</name>
    <message>
      <source>Difficult</source>
      <translation>困难</translation>
    </message>
    <message>
      <source>Occluded</source>
      <translation>遮挡</translation>
    </message>
    <message>
      <source>Truncated</source>
      <translation>截断</translation>
    </message>
  </context>
  <context>
    <name>Banner</name>
    <message>
      <source>Close (Esc)</source>
      <translation>关闭 (Esc)</translation>
    </message>
  </context>
  <context>
    <name>BoxModel</name>
    <message>
      <source>From ({x1:.1f}, {y1:.1f}) to ({x2:.1f}, {y2:.1f}) px</source>
      <translation>从 ({x1:.1f}, {y1:.1f}) 到 ({x2:.1f}, {y2:.1f}) 像素</translation>
    </message>
    <message>
      <source>Hidden; the key shows all when nothing is selected</source>
      <translation>已隐藏；未选中任何框时按该键可全部显示</translation>
    </message>
    <message>
      <source>Locked: nothing selects it; the key unlocks all when nothing is selected</source>
      <translation>已锁定：无法选中；未选中任何框时按该键可全部解锁</translation>
    </message>
  </context>
  <context>
    <name>BoxView</name>
    <message>
      <source>Boxes without a class: {count}. Type its name at one of them ({key}).</source>
      <translation>尚无类别的框：{count} 个。请在其中一个框旁输入类别名称（{key}）。</translation>
    </message>
    <message>
      <source>Drag on the photo to draw a box.</source>
      <translation>在照片上拖动即可画框。</translation>
    </message>
  </context>
  <context>
    <name>Browsing</name>
    <message>
      <source>Every image is labelled or marked “no objects”.</source>
      <translation>所有图像都已标注或标为“无目标”。</translation>
    </message>
    <message>
      <source>Every image is verified.</source>
      <translation>所有图像均已核对。</translation>
    </message>
    <message>
      <source>This is the first image.</source>
      <translation>这是第一张图像。</translation>
    </message>
    <message>
      <source>This is the last image.</source>
      <translation>这是最后一张图像。</translation>
    </message>
  </context>
  <context>
    <name>BugPanel</name>
    <message>
      <source>Back to the images</source>
      <translation>返回图像列表</translation>
    </message>
    <message>
      <source>Choose a model; where it disagrees with your labels is shown here.</source>
      <translation>请选择模型；它与标注不一致之处会显示在这里。</translation>
    </message>
    <message>
      <source>Do what is suggested (Enter)</source>
      <translation>按建议修正（Enter）</translation>
    </message>
    <message>
      <source>Find mistakes</source>
      <translation>查找错误</translation>
    </message>
    <message>
      <source>Images whose boxes are too small for the model, and those without boxes beside such, are looked at in tiles, up to 100 of an image, which takes as many times as long; Tiles: Off looks at whole images only.</source>
      <translation>对模型来说框太小的图像，以及这类数据集中没有框的图像，会按切片查看，每张图像最多 100 个切片，耗时也按切片数成倍增加；将“切片”设为“关闭”则只看整张图像。</translation>
    </message>
    <message>
      <source>It is right</source>
      <translation>标注无误</translation>
    </message>
    <message>
      <source>Label mistakes</source>
      <translation>标注错误</translation>
    </message>
    <message>
      <source>Mend</source>
      <translation>修正</translation>
    </message>
    <message>
      <source>Mended; Ctrl+Z takes it back.</source>
      <translation>已修正；Ctrl+Z 可撤销。</translation>
    </message>
    <message>
      <source>Never suggest this again (X)</source>
      <translation>不再提示此项（X）</translation>
    </message>
    <message>
      <source>Never suggested again; Ctrl+Z takes it back.</source>
      <translation>以后不再提示此项；按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
      <source>Nothing is left where the model disagrees with your labels.</source>
      <translation>模型与标注已没有不一致之处。</translation>
    </message>
    <message>
      <source>Press “Find mistakes”; where the model disagrees with your labels is shown here.</source>
      <translation>按“查找错误”；模型与标注不一致之处会显示在这里。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>The list of images (Esc)</source>
      <translation>图像列表（Esc）</translation>
    </message>
    <message>
      <source>The model looks at the labelled images.</source>
      <translation>模型正在检查已标注的图像。</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>Where boxes are small</source>
      <translation>框较小的图像</translation>
    </message>
  </context>
  <context>
    <name>CardGrid</name>
    <message>
      <source>None of {titles}</source>
      <translation>不选 {titles}</translation>
    </message>
  </context>
  <context>
    <name>Carrying</name>
    <message>
      <source>A backup is written first, and Ctrl+Z takes it back as one step.</source>
      <translation>会先写入备份，Ctrl+Z 可一步撤销。</translation>
    </message>
    <message>
      <source>Another image was opened meanwhile, so no boxes were carried.</source>
      <translation>其间打开了另一张图片，所以没有带过去任何框。</translation>
    </message>
    <message>
      <source>Boxes carried: {count}.</source>
      <translation>已带过去的框：{count}。</translation>
    </message>
    <message>
      <source>Boxes without a partner, which stay alone: {before} on {first}, {after} on {last}.</source>
      <translation>没有配对的框（保持原样）：{first} 上 {before} 个，{last} 上 {after} 个。</translation>
    </message>
    <message>
      <source>Fill</source>
      <translation>填充</translation>
    </message>
    <message>
      <source>Fill the images between {first} and {last}?</source>
      <translation>填充 {first} 和 {last} 之间的图片？</translation>
    </message>
    <message>
      <source>Images filled: {images}, with {boxes} boxes each.</source>
      <translation>已填充 {images} 张图片，每张 {boxes} 个框。</translation>
    </message>
    <message>
      <source>Images that get boxes: {images}, boxes on each: {boxes}.</source>
      <translation>将得到框的图片：{images} 张，每张 {boxes} 个框。</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <source>Left as they are, because they are labelled or can't be read: {count}.</source>
      <translation>因已标注或无法读取而保持原样：{count} 张。</translation>
    </message>
    <message>
      <source>Not found again, so not carried: {count}.</source>
      <translation>没有再找到、因此没有带过去：{count}。</translation>
    </message>
    <message>
      <source>There already: {count}.</source>
      <translation>那里已有：{count}。</translation>
    </message>
    <message>
      <source>This is the last image.</source>
      <translation>这是最后一张图像。</translation>
    </message>
  </context>
  <context>
    <name>Centre</name>
    <message>
      <source>A model file can also be dropped here.</source>
      <translation>也可以把模型文件拖到这里。</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>选择模型</translation>
    </message>
    <message>
      <source>Choose a trained run or an exported file, and watch what it finds, frame by frame.</source>
      <translation>选择一条训练记录或一个导出文件，逐帧查看它检测到什么。</translation>
    </message>
    <message>
      <source>Choose what the model looks at, in the panel at the right.</source>
      <translation>请在右侧面板选择画面来源。</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>开始</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <source>Watch what {model} finds: {source}.</source>
      <translation>查看 {model} 的检测结果：{source}。</translation>
    </message>
  </context>
  <context>
    <name>CheckPage</name>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Check again</source>
      <translation>重新检查</translation>
    </message>
    <message>
      <source>Checking</source>
      <translation>正在检查</translation>
    </message>
    <message>
      <source>Findings: {count}</source>
      <translation>发现：{count}</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>打开</translation>
    </message>
    <message>
      <source>Save the check</source>
      <translation>保存检查结果</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>已保存 {name}。</translation>
    </message>
    <message>
      <source>See what trainers would drop or misread in these images and labels, which pictures are alike, and how classes and boxes are spread.</source>
      <translation>看看训练程序会丢弃或读错哪些图片和标注，哪些图片彼此相似，以及类别和框的分布。</translation>
    </message>
    <message>
      <source>Something was changed since; check again.</source>
      <translation>之后有内容被修改；请重新检查。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>The check was stopped.</source>
      <translation>检查已停止。</translation>
    </message>
    <message>
      <source>Writing the page</source>
      <translation>正在写网页</translation>
    </message>
    <message>
      <source>the first {count}</source>
      <translation>前 {count} 个</translation>
    </message>
    <message>
      <source>{name} belongs to no image.</source>
      <translation>{name} 不属于任何图片。</translation>
    </message>
  </context>
  <context>
    <name>CheckPanel</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Chosen</source>
      <translation>所选行</translation>
    </message>
    <message>
      <source>Finding</source>
      <translation>发现</translation>
    </message>
    <message>
      <source>One HTML file with pictures and plots, to pass on.</source>
      <translation>一个带图片和图表的 HTML 文件，便于传给别人。</translation>
    </message>
    <message>
      <source>Open in Label</source>
      <translation>在“标注”中打开</translation>
    </message>
    <message>
      <source>Repair</source>
      <translation>修复</translation>
    </message>
    <message>
      <source>Save as a page…</source>
      <translation>保存为网页…</translation>
    </message>
    <message>
      <source>The training size that boxes are judged at.</source>
      <translation>判断框大小时所用的训练尺寸。</translation>
    </message>
    <message>
      <source>Training size</source>
      <translation>训练尺寸</translation>
    </message>
    <message>
      <source>What is replaced is kept in a dated backup; Ctrl+Z takes the repair back.</source>
      <translation>被替换的内容保存在带日期的备份中；Ctrl+Z 撤销修复。</translation>
    </message>
  </context>
  <context>
    <name>ChoiceCard</name>
    <message>
      <source>Download and install what it needs, in a place of its own.</source>
      <translation>下载并安装它所需的组件，放在独立的位置。</translation>
    </message>
    <message>
      <source>Set up</source>
      <translation>准备环境</translation>
    </message>
    <message>
      <source>{purpose}.</source>
      <translation>{purpose}。</translation>
    </message>
  </context>
  <context>
    <name>Choices</name>
    <message>
      <source>As trained</source>
      <translation>与训练时相同</translation>
    </message>
    <message>
      <source>Checkpoint file…</source>
      <translation>检查点文件…</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Image size</source>
      <translation>图像尺寸</translation>
    </message>
    <message>
      <source>It carries photos with what must be found in them.</source>
      <translation>其中附带照片及必须检出的结果。</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>More formats</source>
      <translation>更多格式</translation>
    </message>
    <message>
      <source>Open a dataset first.</source>
      <translation>请先打开数据集。</translation>
    </message>
    <message>
      <source>Ready to run</source>
      <translation>开箱即用</translation>
    </message>
    <message>
      <source>{run}, mAP@0.5 {map50:.3f}</source>
      <translation>{run}，mAP@0.5 {map50:.3f}</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
    <message>
      <source>{size} px, as trained</source>
      <translation>{size} 像素，与训练时相同</translation>
    </message>
  </context>
  <context>
    <name>ClassComparison</name>
    <message>
      <source>Dataset</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>No.</source>
      <translation>编号</translation>
    </message>
    <message>
      <source>The model's classes are not those of the open dataset; numbers that differ: {count}.</source>
      <translation>模型的类别与打开的数据集不一致；不同的编号数：{count}。</translation>
    </message>
  </context>
  <context>
    <name>ClassCounts</name>
    <message>
      <source>Copy the counts</source>
      <translation>复制计数</translation>
    </message>
    <message>
      <source>The {shown} most frequent of {count} classes; point here to see all.</source>
      <translation>{count} 个类别中最多的 {shown} 个；悬停可查看全部。</translation>
    </message>
    <message>
      <source>{names} and {count} more</source>
      <translation>{names} 等，另有 {count} 个</translation>
    </message>
  </context>
  <context>
    <name>ClassLegend</name>
    <message>
      <source>and {count} more</source>
      <translation>另有 {count} 个</translation>
    </message>
  </context>
  <context>
    <name>ClassModel</name>
    <message>
      <source>Class {number}: {name}. A double click or F2 renames it; its number never changes.</source>
      <translation>类别 {number}：{name}。双击或按 F2 重命名；编号不变。</translation>
    </message>
  </context>
  <context>
    <name>ClassPanel</name>
    <message>
      <source>Add a class</source>
      <translation>添加类别</translation>
    </message>
    <message>
      <source>Type a name and press Enter; classes keep their numbers for good</source>
      <translation>输入名称后按回车；类别编号永不改变</translation>
    </message>
  </context>
  <context>
    <name>ClassPopup</name>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Duplicate</source>
      <translation>再制</translation>
    </message>
    <message>
      <source>Enter adds the class “{name}”.</source>
      <translation>按回车添加类别“{name}”。</translation>
    </message>
    <message>
      <source>No classes yet: type the name of the first one.</source>
      <translation>还没有类别：请输入第一个类别的名称。</translation>
    </message>
    <message>
      <source>Search, or name a new class</source>
      <translation>搜索，或输入新类别名</translation>
    </message>
  </context>
  <context>
    <name>ClassView</name>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Delete with its boxes…</source>
      <translation>连同其框一起删除…</translation>
    </message>
    <message>
      <source>Merge into</source>
      <translation>合并到</translation>
    </message>
    <message>
      <source>No classes yet: name the first one.</source>
      <translation>还没有类别：请为第一个类别命名。</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>重命名</translation>
    </message>
  </context>
  <context>
    <name>Comparison</name>
    <message>
      <source>Click an image to see both.</source>
      <translation>单击图像查看两者。</translation>
    </message>
    <message>
      <source>{image} can't be shown: {reason}</source>
      <translation>无法显示 {image}：{reason}</translation>
    </message>
    <message>
      <source>{name}: 1 box</source>
      <translation>{name}：1 个框</translation>
    </message>
    <message>
      <source>{name}: {count} boxes</source>
      <translation>{name}：{count} 个框</translation>
    </message>
  </context>
  <context>
    <name>ConvertCard</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>Also a .data for its own trainer, at</source>
      <translation>同时为其原训练程序写 .data，尺寸</translation>
    </message>
    <message>
      <source>Choose a new folder</source>
      <translation>选择新文件夹</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Convert</source>
      <translation>转换</translation>
    </message>
    <message>
      <source>Convert {name} into another format</source>
      <translation>将 {name} 转换为其他格式</translation>
    </message>
    <message>
      <source>Converting {name}</source>
      <translation>正在转换 {name}</translation>
    </message>
    <message>
      <source>Copied</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Everything that is there has a place in this format.</source>
      <translation>现有内容都能存入此格式。</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>Images: {images}, of which nobody has labelled {unseen}. Boxes: {boxes}.</source>
      <translation>图像：{images}，其中未标注 {unseen}。框：{boxes}。</translation>
    </message>
    <message>
      <source>Images: {images}. Boxes: {boxes}.</source>
      <translation>图像：{images}。框：{boxes}。</translation>
    </message>
    <message>
      <source>Input size</source>
      <translation>输入尺寸</translation>
    </message>
    <message>
      <source>Left where they are</source>
      <translation>留在原处</translation>
    </message>
    <message>
      <source>Linked, without taking room twice</source>
      <translation>硬链接，不重复占用空间</translation>
    </message>
    <message>
      <source>Looking at what is there.</source>
      <translation>正在查看现有内容。</translation>
    </message>
    <message>
      <source>Looking at {name}</source>
      <translation>正在查看 {name}</translation>
    </message>
    <message>
      <source>New folder</source>
      <translation>新文件夹</translation>
    </message>
    <message>
      <source>Open it</source>
      <translation>打开</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stopped; no copy was written.</source>
      <translation>已停止；没有写出副本。</translation>
    </message>
    <message>
      <source>Written and read back: {images} images, {boxes} boxes, each where it was.</source>
      <translation>已写入并读回核对：{images} 张图像，{boxes} 个框，位置均未改变。</translation>
    </message>
    <message>
      <source>{count} more are told by `studio convert`.</source>
      <translation>另有 {count} 条，见 `studio convert`。</translation>
    </message>
  </context>
  <context>
    <name>CountsTable</name>
    <message>
      <source>All photos</source>
      <translation>全部照片</translation>
    </message>
    <message>
      <source>Boxes clipped</source>
      <translation>截断的框</translation>
    </message>
    <message>
      <source>Boxes cut at a tile's border of which enough is visible.</source>
      <translation>被切片边缘截断、但可见部分足够的框。</translation>
    </message>
    <message>
      <source>Boxes lost</source>
      <translation>丢失的框</translation>
    </message>
    <message>
      <source>Boxes that end up in no tile; lower the visible share to keep them.</source>
      <translation>不在任何切片中的框；降低可见比例可保留它们。</translation>
    </message>
    <message>
      <source>Boxes whole</source>
      <translation>完整的框</translation>
    </message>
    <message>
      <source>Boxes wholly inside a tile, once for each such tile.</source>
      <translation>完全位于切片内的框，每个这样的切片计一次。</translation>
    </message>
    <message>
      <source>Copy the numbers</source>
      <translation>复制数字</translation>
    </message>
    <message>
      <source>Left out</source>
      <translation>未写出</translation>
    </message>
    <message>
      <source>Parts dropped</source>
      <translation>舍弃的部分</translation>
    </message>
    <message>
      <source>Parts of boxes too small to keep; the rest is in another tile.</source>
      <translation>太小而不保留的框的部分；其余部分在另一切片中。</translation>
    </message>
    <message>
      <source>This photo</source>
      <translation>本张照片</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>Tiles that will be written.</source>
      <translation>将写出的切片。</translation>
    </message>
    <message>
      <source>Tiles without a box that will not be written, shown dimmed.</source>
      <translation>不写出的无框切片，以暗色显示。</translation>
    </message>
    <message>
      <source>Tiles without a box; they teach the model what is nothing.</source>
      <translation>没有框的切片，让模型学会什么不是目标。</translation>
    </message>
    <message>
      <source>of them empty</source>
      <translation>其中无框</translation>
    </message>
  </context>
  <context>
    <name>CropGrid</name>
    <message>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <source>Boxes deleted: {count}.</source>
      <translation>已删除框：{count} 个。</translation>
    </message>
    <message>
      <source>Boxes that are “{name}” now: {count}.</source>
      <translation>已改为“{name}”的框：{count}。</translation>
    </message>
    <message>
      <source>By image</source>
      <translation>按图像</translation>
    </message>
    <message>
      <source>Change class</source>
      <translation>更改类别</translation>
    </message>
    <message>
      <source>Darkest first</source>
      <translation>最暗的在前</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Lowest score first</source>
      <translation>得分最低的在前</translation>
    </message>
    <message>
      <source>No box has this class.</source>
      <translation>没有此类别的框。</translation>
    </message>
    <message>
      <source>Show in photo</source>
      <translation>在照片中显示</translation>
    </message>
    <message>
      <source>Smallest first</source>
      <translation>最小的在前</translation>
    </message>
    <message>
      <source>{chosen} of {count} chosen</source>
      <translation>已选 {chosen} / {count}</translation>
    </message>
  </context>
  <context>
    <name>CurvePlot</name>
    <message>
      <source>CSV table (*.csv)</source>
      <translation>CSV 表格 (*.csv)</translation>
    </message>
    <message>
      <source>Logarithmic scale</source>
      <translation>对数坐标</translation>
    </message>
    <message>
      <source>PNG image (*.png)</source>
      <translation>PNG 图像 (*.png)</translation>
    </message>
    <message>
      <source>Save as CSV…</source>
      <translation>另存为 CSV…</translation>
    </message>
    <message>
      <source>Save as PNG…</source>
      <translation>另存为 PNG…</translation>
    </message>
    <message>
      <source>Save plot</source>
      <translation>保存图表</translation>
    </message>
    <message>
      <source>Save this plot, or change its scale</source>
      <translation>保存此图表，或更改坐标</translation>
    </message>
    <message>
      <source>Saved {path}.</source>
      <translation>已保存 {path}。</translation>
    </message>
    <message>
      <source>{name} (raw)</source>
      <translation>{name}（原始值）</translation>
    </message>
  </context>
  <context>
    <name>Cutter</name>
    <message>
      <source>1 photo gave {tiles} tiles; boxes: {kept} whole, {clipped} clipped, {lost} lost.</source>
      <translation>1 张照片切成 {tiles} 个切片；框：完整 {kept} 个，截断 {clipped} 个，丢失 {lost} 个。</translation>
    </message>
    <message>
      <source>Cutting tiles</source>
      <translation>正在切图</translation>
    </message>
    <message>
      <source>Cutting was stopped; no tiles were written.</source>
      <translation>切图已停止，没有写出任何切片。</translation>
    </message>
    <message>
      <source>Open the tiles</source>
      <translation>打开切片数据集</translation>
    </message>
    <message>
      <source>Problems: {count}; the first: {message}</source>
      <translation>{count} 个问题，第一个：{message}</translation>
    </message>
    <message>
      <source>{photos} photos gave {tiles} tiles; boxes: {kept} whole, {clipped} clipped, {lost} lost.</source>
      <translation>{photos} 张照片切成 {tiles} 个切片；框：完整 {kept} 个，截断 {clipped} 个，丢失 {lost} 个。</translation>
    </message>
  </context>
  <context>
    <name>DataCard</name>
    <message>
      <source>Boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>Counting images and boxes.</source>
      <translation>正在统计图像和框。</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>Findings</source>
      <translation>发现的问题</translation>
    </message>
    <message>
      <source>No box has the class {names}; it can't be learned.</source>
      <translation>没有类别为 {names} 的框，无法学习。</translation>
    </message>
    <message>
      <source>No objects</source>
      <translation>无目标</translation>
    </message>
    <message>
      <source>Not looked at</source>
      <translation>未查看</translation>
    </message>
    <message>
      <source>Split…</source>
      <translation>划分…</translation>
    </message>
    <message>
      <source>The Check page shows each of them, and looks for pictures that are alike, too.</source>
      <translation>“检查”页逐一显示，并查找相似的图片。</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>训练</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>验证</translation>
    </message>
    <message>
      <source>With boxes</source>
      <translation>有框</translation>
    </message>
  </context>
  <context>
    <name>DataClasses</name>
    <message>
      <source>Boxes are compared all the same, but mAP is not measured.</source>
      <translation>仍会比较检测框，但不测量 mAP。</translation>
    </message>
    <message>
      <source>Boxes of the classes that the model doesn't have are left out when mAP is measured.</source>
      <translation>测量 mAP 时不计入模型所没有的类别的框。</translation>
    </message>
    <message>
      <source>Read the classes of {name}</source>
      <translation>读取 {name} 的类别</translation>
    </message>
  </context>
  <context>
    <name>Datasets</name>
    <message>
      <source>All files</source>
      <translation>所有文件</translation>
    </message>
    <message>
      <source>Datasets</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>Open a dataset</source>
      <translation>打开数据集</translation>
    </message>
    <message>
      <source>Open a folder of photos</source>
      <translation>打开照片文件夹</translation>
    </message>
  </context>
  <context>
    <name>Description</name>
    <message>
      <source>Apart by blanks; the filter finds them by tag:word</source>
      <translation>以空格分隔；筛选框中可用 tag:词 查找</translation>
    </message>
    <message>
      <source>Several texts: what is typed replaces them</source>
      <translation>文字各不相同：输入的内容将全部替换它们</translation>
    </message>
    <message>
      <source>Text of the selected boxes</source>
      <translation>所选框的文字</translation>
    </message>
    <message>
      <source>Words for this image</source>
      <translation>此图像的标记词</translation>
    </message>
  </context>
  <context>
    <name>Details</name>
    <message>
      <source>Choose one run to write a note about it.</source>
      <translation>选择一条训练记录即可写备注。</translation>
    </message>
    <message>
      <source>Look at the validation images again, write a report and open it in the browser</source>
      <translation>重新查看验证图像，写出报告并在浏览器中打开</translation>
    </message>
    <message>
      <source>Move to trash</source>
      <translation>移到回收站</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>Open the report in the browser</source>
      <translation>在浏览器中打开报告</translation>
    </message>
    <message>
      <source>Report</source>
      <translation>报告</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>What you tried, and what came of it</source>
      <translation>尝试了什么，结果如何</translation>
    </message>
    <message>
      <source>{n} runs</source>
      <translation>{n} 条训练记录</translation>
    </message>
  </context>
  <context>
    <name>Differences</name>
    <message>
      <source>Comparing</source>
      <translation>正在比较</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>None: they are the same.</source>
      <translation>无差异，两者相同。</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>训练记录</translation>
    </message>
    <message>
      <source>Setting</source>
      <translation>设置项</translation>
    </message>
    <message>
      <source>Settings that differ</source>
      <translation>不同的设置</translation>
    </message>
    <message>
      <source>What differs</source>
      <translation>差异</translation>
    </message>
    <message>
      <source>beside those of {run}</source>
      <translation>与 {run} 相比</translation>
    </message>
  </context>
  <context>
    <name>Drops</name>
    <message>
      <source>Drop a folder of photos, a data YAML, an obj.data, a model or a video of this machine.</source>
      <translation>请拖入本机的照片文件夹、数据 YAML、obj.data、模型或视频。</translation>
    </message>
    <message>
      <source>What was dropped</source>
      <translation>拖入的内容</translation>
    </message>
    <message>
      <source>{name} is not something this window opens.</source>
      <translation>此窗口打不开 {name}。</translation>
    </message>
  </context>
  <context>
    <name>Editing</name>
    <message>
      <source>All boxes are shown.</source>
      <translation>所有框均已显示。</translation>
    </message>
    <message>
      <source>All boxes are unlocked.</source>
      <translation>所有框均已解锁。</translation>
    </message>
    <message>
      <source>Boxes copied from the previous image: {count}.</source>
      <translation>已从上一张图像复制框：{count} 个。</translation>
    </message>
    <message>
      <source>Boxes deleted: {count}.</source>
      <translation>已删除框：{count} 个。</translation>
    </message>
    <message>
      <source>Boxes hidden: {count}. With none selected, the same key shows all.</source>
      <translation>已隐藏的框：{count}。未选中任何框时，同一按键会全部显示。</translation>
    </message>
    <message>
      <source>Boxes locked: {count}. With none selected, the same key unlocks all.</source>
      <translation>已锁定的框：{count}。未选中任何框时，同一按键会全部解锁。</translation>
    </message>
    <message>
      <source>Copied boxes: {count}.</source>
      <translation>已复制框：{count} 个。</translation>
    </message>
    <message>
      <source>Did again: {what}.</source>
      <translation>已重做：{what}。</translation>
    </message>
    <message>
      <source>Draw a box first; a double click then adds others of its size.</source>
      <translation>请先画一个框；之后双击会添加同样大小的框。</translation>
    </message>
    <message>
      <source>Left as it is, because it has other names: {files}.</source>
      <translation>保持原样，因为其中的名称不同：{files}。</translation>
    </message>
    <message>
      <source>Lines: {lines}, files: {files}. What was there is kept in a backup.</source>
      <translation>行：{lines}，文件：{files}。原内容保存在备份中。</translation>
    </message>
    <message>
      <source>More was done since then; Ctrl+Z takes it back one by one.</source>
      <translation>此后还有其他操作；按 Ctrl+Z 可逐一撤销。</translation>
    </message>
    <message>
      <source>Renamed {old} to {new} in {files}.</source>
      <translation>已将 {files} 中的 {old} 改名为 {new}。</translation>
    </message>
    <message>
      <source>The box without a class is dropped.</source>
      <translation>未指定类别的框已丢弃。</translation>
    </message>
    <message>
      <source>There is no class {number} yet; add one at the right.</source>
      <translation>还没有类别 {number}；请在右侧添加。</translation>
    </message>
    <message>
      <source>There is nothing to paste; copy boxes first.</source>
      <translation>没有可粘贴的内容，请先复制框。</translation>
    </message>
    <message>
      <source>There is nothing to redo.</source>
      <translation>没有可重做的操作。</translation>
    </message>
    <message>
      <source>There is nothing to undo.</source>
      <translation>没有可撤销的操作。</translation>
    </message>
    <message>
      <source>Undid: {what}.</source>
      <translation>已撤销：{what}。</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>What was done before is still being read; ask for it again in a moment.</source>
      <translation>以前的操作记录仍在读取中，请稍后再试。</translation>
    </message>
    <message>
      <source>{image} is in the trash.</source>
      <translation>{image} 已移到回收站。</translation>
    </message>
    <message>
      <source>{image} is marked “no objects”.</source>
      <translation>{image} 已标为“无目标”。</translation>
    </message>
    <message>
      <source>{image} is marked “no objects”. Boxes deleted: {count}.</source>
      <translation>{image} 已标为“无目标”。删除框 {count} 个。</translation>
    </message>
  </context>
  <context>
    <name>ExportPage</name>
    <message>
      <source>A file passes when it finds every box of the checkpoint and no other, scores within 0.001 and sides within half a pixel, and loses at most 0.1 points of mAP. With 16-bit weights one box in a hundred may differ, and 0.5 points may be lost.</source>
      <translation>通过的条件：检出检查点的每一个框且没有多余的框，分数相差不超过 0.001，边相差不超过半个像素，mAP 最多损失 0.1 个百分点。16 位权重允许百分之一的框不同，mAP 可损失 0.5 个百分点。</translation>
    </message>
    <message>
      <source>All validation images of {name}.</source>
      <translation>{name} 的全部验证图像。</translation>
    </message>
    <message>
      <source>All {count} files find what the checkpoint finds.</source>
      <translation>{count} 个文件都与检查点的检测结果一致。</translation>
    </message>
    <message>
      <source>Checked on</source>
      <translation>校验数据</translation>
    </message>
    <message>
      <source>Checkpoint file…</source>
      <translation>检查点文件…</translation>
    </message>
    <message>
      <source>Checkpoints ({patterns})</source>
      <translation>检查点 ({patterns})</translation>
    </message>
    <message>
      <source>Choose a checkpoint</source>
      <translation>选择检查点</translation>
    </message>
    <message>
      <source>Choose the folder of a web page</source>
      <translation>选择网页所在的文件夹</translation>
    </message>
    <message>
      <source>Each file is run on your own photos and must find the same boxes as the checkpoint. What came of it is shown here.</source>
      <translation>每个文件都会在你自己的照片上运行，检出的框必须与检查点相同。结果显示在这里。</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>Export and verify</source>
      <translation>导出并校验</translation>
    </message>
    <message>
      <source>Export {name}</source>
      <translation>导出 {name}</translation>
    </message>
    <message>
      <source>It is set up. Tick its card to export.</source>
      <translation>环境已就绪。勾选其卡片即可导出。</translation>
    </message>
    <message>
      <source>It was stopped; the next time it goes on from there.</source>
      <translation>已停止，下次会从中断处继续。</translation>
    </message>
    <message>
      <source>Left out: {formats}</source>
      <translation>未导出：{formats}</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>Nothing: open a dataset to have the files checked on its photos.</source>
      <translation>无：打开数据集后，文件将在其照片上校验。</translation>
    </message>
    <message>
      <source>Set up {name}</source>
      <translation>为 {name} 准备环境</translation>
    </message>
    <message>
      <source>Show a web page on a phone…</source>
      <translation>在手机上打开网页…</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Starting.</source>
      <translation>正在启动。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>The checkpoint finds nothing yet, so there was nothing to compare.</source>
      <translation>检查点目前什么也检不出，因此无可比较。</translation>
    </message>
    <message>
      <source>The export was stopped; files written before are whole.</source>
      <translation>导出已停止；此前写出的文件是完整的。</translation>
    </message>
    <message>
      <source>The file finds what the checkpoint finds.</source>
      <translation>此文件与检查点的检测结果一致。</translation>
    </message>
    <message>
      <source>The file was written; it was not checked.</source>
      <translation>已写出此文件，未经校验。</translation>
    </message>
    <message>
      <source>These do not find what the checkpoint finds: {names}.</source>
      <translation>以下文件与检查点的检测结果不一致：{names}。</translation>
    </message>
    <message>
      <source>Train a model first, or choose a checkpoint file; it is written for phone and desktop here.</source>
      <translation>请先训练模型，或选择一个检查点文件；这里把它导出到手机和电脑。</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <source>What is written</source>
      <translation>导出内容</translation>
    </message>
    <message>
      <source>Written to</source>
      <translation>写入位置</translation>
    </message>
    <message>
      <source>{count} files were written; they were not checked.</source>
      <translation>已写出 {count} 个文件，未校验。</translation>
    </message>
    <message>
      <source>{names} does not find what the checkpoint finds.</source>
      <translation>{names} 与检查点的检测结果不一致。</translation>
    </message>
    <message>
      <source>{name} is not exported: another export goes on.</source>
      <translation>{name} 未导出：另一个导出正在进行。</translation>
    </message>
  </context>
  <context>
    <name>Followers</name>
    <message>
      <source>{run} is done: mAP@0.5 {map50:.3f} in epoch {epoch}.</source>
      <translation>{run} 已完成：第 {epoch} 轮 mAP@0.5 {map50:.3f}。</translation>
    </message>
  </context>
  <context>
    <name>Foot</name>
    <message>
      <source>Choose several with Ctrl or Shift to compare them.</source>
      <translation>用 Ctrl 或 Shift 多选进行比较。</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
  </context>
  <context>
    <name>FrameButtons</name>
    <message>
      <source>Add to the dataset</source>
      <translation>加入数据集</translation>
    </message>
    <message>
      <source>Freeze</source>
      <translation>定格</translation>
    </message>
    <message>
      <source>Go on</source>
      <translation>继续</translation>
    </message>
    <message>
      <source>Snapshot</source>
      <translation>快照</translation>
    </message>
  </context>
  <context>
    <name>FramePanel</name>
    <message>
      <source>All files</source>
      <translation>所有文件</translation>
    </message>
    <message>
      <source>Back</source>
      <translation>返回</translation>
    </message>
    <message>
      <source>Choose a video</source>
      <translation>选择视频</translation>
    </message>
    <message>
      <source>Choose a video…</source>
      <translation>选择视频…</translation>
    </message>
    <message>
      <source>Every</source>
      <translation>每隔</translation>
    </message>
    <message>
      <source>Frames from a video</source>
      <translation>从视频取帧</translation>
    </message>
    <message>
      <source>Frames taken: {taken}; there already: {known}.</source>
      <translation>已取帧：{taken}；原来就有：{known}。</translation>
    </message>
    <message>
      <source>Interval in seconds</source>
      <translation>间隔（秒）</translation>
    </message>
    <message>
      <source>No video is chosen yet.</source>
      <translation>还没有选择视频。</translation>
    </message>
    <message>
      <source>Place in the video</source>
      <translation>视频中的位置</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Take 1 frame</source>
      <translation>取 1 帧</translation>
    </message>
    <message>
      <source>Take at scene changes</source>
      <translation>在场景切换处取帧</translation>
    </message>
    <message>
      <source>Take them</source>
      <translation>取帧</translation>
    </message>
    <message>
      <source>Take this frame</source>
      <translation>取这一帧</translation>
    </message>
    <message>
      <source>Take {count} at scene changes</source>
      <translation>在场景切换处取 {count} 帧</translation>
    </message>
    <message>
      <source>Take {count} frames</source>
      <translation>取 {count} 帧</translation>
    </message>
    <message>
      <source>Taken: {name}.</source>
      <translation>已取：{name}。</translation>
    </message>
    <message>
      <source>Taking frames was stopped; those taken until then are kept.</source>
      <translation>取帧已停止；此前取得的帧都保留。</translation>
    </message>
    <message>
      <source>The frame here can't be read.</source>
      <translation>这里的帧无法读取。</translation>
    </message>
    <message>
      <source>They go into the dataset {name}.</source>
      <translation>它们将加入数据集 {name}。</translation>
    </message>
    <message>
      <source>They go into the folder {name}, beside the video.</source>
      <translation>它们将放入视频旁的文件夹 {name}。</translation>
    </message>
    <message>
      <source>Videos</source>
      <translation>视频</translation>
    </message>
    <message>
      <source>s</source>
      <translation>秒</translation>
    </message>
    <message>
      <source>{name} is there already.</source>
      <translation>{name} 已经在那里。</translation>
    </message>
    <message>
      <source>{time} of {length} s, frame {number}</source>
      <translation>{time} / {length} 秒，第 {number} 帧</translation>
    </message>
  </context>
  <context>
    <name>Gallery</name>
    <message>
      <source>Images of the findings</source>
      <translation>发现所涉及的图片</translation>
    </message>
  </context>
  <context>
    <name>GhostPanel</name>
    <message>
      <source>Accept</source>
      <translation>接受</translation>
    </message>
    <message>
      <source>Accept on all images…</source>
      <translation>在所有图像上接受…</translation>
    </message>
    <message>
      <source>Accept {count}</source>
      <translation>接受 {count} 个</translation>
    </message>
    <message>
      <source>As large as I draw</source>
      <translation>按我画的大小</translation>
    </message>
    <message>
      <source>Draw or resize three boxes where there are suggestions: the others become as much larger or smaller than the model found them.</source>
      <translation>在有建议框的地方画三个框，或调整三个框的大小：其余建议框会按同样的比例放大或缩小。</translation>
    </message>
    <message>
      <source>From {score} on: {count} here</source>
      <translation>{score} 起：此处 {count} 个</translation>
    </message>
    <message>
      <source>Least score</source>
      <translation>最低得分</translation>
    </message>
    <message>
      <source>Looking for more like your boxes. Esc stops it.</source>
      <translation>正在查找与你的框相似的目标。按 Esc 停止。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Suggest boxes</source>
      <translation>建议框</translation>
    </message>
    <message>
      <source>Suggest for all unlabelled</source>
      <translation>为所有未标注的图像建议</translation>
    </message>
    <message>
      <source>Suggestions go by name, so each gets the dataset's number.</source>
      <translation>建议按名称对应，因此每个建议都使用数据集的编号。</translation>
    </message>
    <message>
      <source>Suggestions go by name: add the missing classes under Classes to get theirs too.</source>
      <translation>建议按名称对应：在“类别”中添加缺少的类别，即可得到它们的建议。</translation>
    </message>
    <message>
      <source>The model did not look at this image yet.</source>
      <translation>模型尚未看过此图像。</translation>
    </message>
    <message>
      <source>The model is looking at this image.</source>
      <translation>模型正在看此图像。</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>{count} in one image</source>
      <translation>一张图像中有 {count} 个</translation>
    </message>
    <message>
      <source>{count} in {images} images</source>
      <translation>{images} 张图像中共 {count} 个</translation>
    </message>
    <message>
      <source>{ratio} times as large as found, like your boxes</source>
      <translation>按您画的框，放大为检测结果的 {ratio} 倍</translation>
    </message>
  </context>
  <context>
    <name>GhostWork</name>
    <message>
      <source>Suggesting boxes</source>
      <translation>正在建议框</translation>
    </message>
  </context>
  <context>
    <name>Ghosts</name>
    <message>
      <source>Accept all</source>
      <translation>全部接受</translation>
    </message>
    <message>
      <source>Leave them</source>
      <translation>保留为建议</translation>
    </message>
    <message>
      <source>Make boxes of the suggestions from {score} on? There are {count}, images: {images}.</source>
      <translation>把得分不低于 {score} 的建议变成标注框？共 {count} 个，涉及图像：{images}。</translation>
    </message>
    <message>
      <source>No model looked at these images yet: choose one under Suggestions.</source>
      <translation>尚无模型看过这些图像：请在“建议”中选择一个。</translation>
    </message>
    <message>
      <source>Of these images have boxes already, which stay as they are: {count}.</source>
      <translation>其中已有框的图像：{count}；这些框保持不变。</translation>
    </message>
    <message>
      <source>Point at a suggestion, or choose some with Shift+click.</source>
      <translation>请指向一个建议，或用 Shift+单击选择几个。</translation>
    </message>
    <message>
      <source>Suggestions accepted: {count}, on images: {images}. Ctrl+Z takes all back.</source>
      <translation>已接受的建议：{count}，涉及图像：{images}。Ctrl+Z 可全部撤销。</translation>
    </message>
    <message>
      <source>Suggestions accepted: {count}. Ctrl+Z takes it back.</source>
      <translation>已接受建议：{count} 个。按 Ctrl+Z 可撤销。</translation>
    </message>
    <message>
      <source>The model looked at all unlabelled images: {count}.</source>
      <translation>模型已看过所有未标注的图像：{count} 张。</translation>
    </message>
    <message>
      <source>This dataset has no class of these names, so they are not suggested: {names}.</source>
      <translation>此数据集没有以下名称的类别，因此不会建议它们：{names}。</translation>
    </message>
    <message>
      <source>Train a model on some labelled photos, or choose a file: what it finds in the others is shown dashed, to be accepted by a click or all at once by Enter.</source>
      <translation>用一些已标注的照片训练一个模型，或选择一个文件：它在其余照片中找到的目标以虚线显示，单击即可接受，按 Enter 则一次全部接受。</translation>
    </message>
    <message>
      <source>Without one, draw a few boxes and press {key}: more like them are found.</source>
      <translation>没有模型时，画几个框再按 {key}，就会找出更多相似的目标。</translation>
    </message>
  </context>
  <context>
    <name>GivenRecipe</name>
    <message>
      <source>This recipe is that of {name}: {recipe}.</source>
      <translation>当前配方来自 {name}：{recipe}。</translation>
    </message>
    <message>
      <source>Use my own</source>
      <translation>用我自己的</translation>
    </message>
    <message>
      <source>Use that</source>
      <translation>采用</translation>
    </message>
    <message>
      <source>{name} asks for another recipe: {recipe}.</source>
      <translation>{name} 给出了另一套配方：{recipe}。</translation>
    </message>
  </context>
  <context>
    <name>Help</name>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Class 1 to 10 for the selected boxes and the next one</source>
      <translation>将选中的框和下一个框设为类别 1 到 10</translation>
    </message>
    <message>
      <source>Class 11 to 19</source>
      <translation>类别 11 到 19</translation>
    </message>
    <message>
      <source>Everywhere</source>
      <translation>通用</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>Exported models in a TensorFlow.js app</source>
      <translation>在 TensorFlow.js 应用中使用导出的模型</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>标注</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>实时</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>训练记录</translation>
    </message>
    <message>
      <source>Tile</source>
      <translation>切图</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>训练</translation>
    </message>
  </context>
  <context>
    <name>HelpPage</name>
    <message>
      <source>Keys and gestures</source>
      <translation>快捷键与手势</translation>
    </message>
    <message>
      <source>No key and no action contains “{text}”; clear the field to see all.</source>
      <translation>没有包含“{text}”的按键或操作；清空输入框可查看全部。</translation>
    </message>
    <message>
      <source>Search keys and actions</source>
      <translation>搜索按键和操作</translation>
    </message>
  </context>
  <context>
    <name>ImageList</name>
    <message>
      <source>All images · {count}</source>
      <translation>全部图像 · {count}</translation>
    </message>
    <message>
      <source>Images that fit: {count}</source>
      <translation>符合条件的图像：{count}</translation>
    </message>
    <message>
      <source>In their own order</source>
      <translation>按原有顺序</translation>
    </message>
    <message>
      <source>In which order D and A go through the images</source>
      <translation>D 和 A 浏览图像的顺序</translation>
    </message>
    <message>
      <source>Labelled · {count}</source>
      <translation>已标注 · {count}</translation>
    </message>
    <message>
      <source>Least sure first</source>
      <translation>最不确定的在前</translation>
    </message>
    <message>
      <source>No image fits “{text}”.</source>
      <translation>没有图像符合“{text}”。</translation>
    </message>
    <message>
      <source>No image in this state fits “{text}”.</source>
      <translation>此状态下没有图像符合“{text}”。</translation>
    </message>
    <message>
      <source>No image is in this state.</source>
      <translation>没有处于此状态的图像。</translation>
    </message>
    <message>
      <source>No objects · {count}</source>
      <translation>无目标 · {count}</translation>
    </message>
    <message>
      <source>Not labelled yet · {count}</source>
      <translation>未标注 · {count}</translation>
    </message>
    <message>
      <source>Part of a name, # and a number to go there, or what must hold of an image, such as class:r boxes&gt;50 unlabelled size&lt;12px verified score&lt;0.4; - before a word turns it round</source>
      <translation>名称的一部分；# 加编号可跳转；或图像须满足的条件，如 class:r boxes&gt;50 unlabelled size&lt;12px verified score&lt;0.4；词前加 - 表示相反</translation>
    </message>
    <message>
      <source>Search, or #number</source>
      <translation>搜索，或 #序号</translation>
    </message>
    <message>
      <source>Show all images</source>
      <translation>显示全部图像</translation>
    </message>
    <message>
      <source>Show only images in this state</source>
      <translation>只显示此状态的图像</translation>
    </message>
    <message>
      <source>There is no image {number}; the last one is #{count}.</source>
      <translation>没有图像 {number}，最后一张是 #{count}。</translation>
    </message>
  </context>
  <context>
    <name>ImageNotes</name>
    <message>
      <source>Keep mine</source>
      <translation>保留我的</translation>
    </message>
    <message>
      <source>Load theirs</source>
      <translation>载入对方的</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <source>{text} And {count} more in this file.</source>
      <translation>{text} 此文件中另有 {count} 处。</translation>
    </message>
  </context>
  <context>
    <name>Imports</name>
    <message>
      <source>All are listed by {command}.</source>
      <translation>{command} 会列出全部。</translation>
    </message>
    <message>
      <source>Import</source>
      <translation>导入</translation>
    </message>
    <message>
      <source>Imported, read back and compared (images: {images}, boxes: {boxes}).</source>
      <translation>已导入，读回并比较（图像：{images}，框：{boxes}）。</translation>
    </message>
    <message>
      <source>Importing {name}</source>
      <translation>正在导入 {name}</translation>
    </message>
    <message>
      <source>Labels that are read otherwise or left out: {count}; the first: {message}</source>
      <translation>换种方式读取或略去的标注：{count} 处；第一处：{message}</translation>
    </message>
    <message>
      <source>Looking at {name}</source>
      <translation>正在查看 {name}</translation>
    </message>
    <message>
      <source>Stopped; no copy was written.</source>
      <translation>已停止；没有写出副本。</translation>
    </message>
    <message>
      <source>They are labelled in a copy, {folder}; nothing here is changed.</source>
      <translation>将在副本 {folder} 中标注；此处的内容不会改变。</translation>
    </message>
    <message>
      <source>{name} holds {title} labels (images: {images}, boxes: {boxes}).</source>
      <translation>{name} 中是 {title} 标注（图像：{images}，框：{boxes}）。</translation>
    </message>
  </context>
  <context>
    <name>Incoming</name>
    <message>
      <source>Add copies</source>
      <translation>添加副本</translation>
    </message>
    <message>
      <source>Add what is in {what} to {name}?</source>
      <translation>将 {what} 中的图像添加到 {name}？</translation>
    </message>
    <message>
      <source>Add {what} and {count} more to {name}?</source>
      <translation>将 {what} 等另外 {count} 项添加到 {name}？</translation>
    </message>
    <message>
      <source>Add {what} to {name}?</source>
      <translation>将 {what} 添加到 {name}？</translation>
    </message>
    <message>
      <source>Adding images</source>
      <translation>正在添加图像</translation>
    </message>
    <message>
      <source>Leave it</source>
      <translation>不处理</translation>
    </message>
    <message>
      <source>No dataset is open that {name} could be added to.</source>
      <translation>没有打开的数据集可加入 {name}。</translation>
    </message>
    <message>
      <source>Open a dataset or a folder of photos first.</source>
      <translation>请先打开数据集或照片文件夹。</translation>
    </message>
    <message>
      <source>Open that folder</source>
      <translation>打开该文件夹</translation>
    </message>
    <message>
      <source>They are copied, and stay as they are where they lie; YOLO labels beside them come along when their classes are the same. Ctrl+Z takes it back.</source>
      <translation>图像会被复制，原文件保持不变；旁边的 YOLO 标注在类别一致时一并带入。Ctrl+Z 可撤销。</translation>
    </message>
  </context>
  <context>
    <name>JobChip</name>
    <message>
      <source>Stop “{title}”</source>
      <translation>停止“{title}”</translation>
    </message>
  </context>
  <context>
    <name>Jobs</name>
    <message>
      <source>Check the installation and the disk.</source>
      <translation>请检查安装和磁盘。</translation>
    </message>
    <message>
      <source>Try again; the log has what it wrote last.</source>
      <translation>请重试；日志中有它最后的输出。</translation>
    </message>
    <message>
      <source>“{verb}” could not be started: {reason}.</source>
      <translation>无法启动“{verb}”：{reason}。</translation>
    </message>
    <message>
      <source>“{verb}” ended before it was done.</source>
      <translation>“{verb}”未完成就结束了。</translation>
    </message>
  </context>
  <context>
    <name>KeyEditor</name>
    <message>
      <source>Action</source>
      <translation>操作</translation>
    </message>
    <message>
      <source>Add</source>
      <translation>添加</translation>
    </message>
    <message>
      <source>As in</source>
      <translation>采用</translation>
    </message>
    <message>
      <source>Choose an action above first</source>
      <translation>请先在上方选择一个操作</translation>
    </message>
    <message>
      <source>Click here and press the new key</source>
      <translation>点击此处并按下新的按键</translation>
    </message>
    <message>
      <source>Detection Studio</source>
      <translation>Detection Studio</translation>
    </message>
    <message>
      <source>Keys</source>
      <translation>按键</translation>
    </message>
    <message>
      <source>Page</source>
      <translation>页面</translation>
    </message>
    <message>
      <source>Reset</source>
      <translation>重置</translation>
    </message>
    <message>
      <source>Search actions and keys</source>
      <translation>搜索操作和按键</translation>
    </message>
    <message>
      <source>Set</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Take and add</source>
      <translation>取用并添加</translation>
    </message>
    <message>
      <source>Take and reset</source>
      <translation>取用并重置</translation>
    </message>
    <message>
      <source>Take and set</source>
      <translation>取用并设置</translation>
    </message>
    <message>
      <source>This key is set for {actions}. Take it from there, or press another.</source>
      <translation>此按键已用于 {actions}。可从那里取走，或另按一个键。</translation>
    </message>
    <message>
      <source>Your own</source>
      <translation>自定义</translation>
    </message>
    <message>
      <source>“{action}” ({page})</source>
      <translation>“{action}”({page})</translation>
    </message>
  </context>
  <context>
    <name>KeyField</name>
    <message>
      <source>Click here and press the new key</source>
      <translation>点击此处并按下新的按键</translation>
    </message>
  </context>
  <context>
    <name>KindList</name>
    <message>
      <source>Kinds of findings</source>
      <translation>发现的种类</translation>
    </message>
    <message>
      <source>Overview</source>
      <translation>概览</translation>
    </message>
  </context>
  <context>
    <name>LabelCanvas</name>
    <message>
      <source>no class yet</source>
      <translation>尚无类别</translation>
    </message>
    <message>
      <source>suggested</source>
      <translation>建议</translation>
    </message>
  </context>
  <context>
    <name>LabelInspector</name>
    <message>
      <source>Attributes</source>
      <translation>属性</translation>
    </message>
    <message>
      <source>Boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>Brightness</source>
      <translation>亮度</translation>
    </message>
    <message>
      <source>Class names</source>
      <translation>类别名</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Contrast</source>
      <translation>对比度</translation>
    </message>
    <message>
      <source>Copy previous</source>
      <translation>复制上一张</translation>
    </message>
    <message>
      <source>Crosshair</source>
      <translation>十字线</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Find similar</source>
      <translation>查找相似</translation>
    </message>
    <message>
      <source>Fit each box drawn to what stands out in it, with the margin of your other boxes</source>
      <translation>将画好的框贴合到其中突出的目标，边距与其他框一致</translation>
    </message>
    <message>
      <source>Gamma</source>
      <translation>伽马</translation>
    </message>
    <message>
      <source>Keep zoom</source>
      <translation>保持缩放</translation>
    </message>
    <message>
      <source>Lines between the pixels of the photo, from a zoom of 1000 % on</source>
      <translation>在照片像素之间显示网格线，缩放达到 1000 % 起生效</translation>
    </message>
    <message>
      <source>Loupe</source>
      <translation>放大镜</translation>
    </message>
    <message>
      <source>No objects</source>
      <translation>无目标</translation>
    </message>
    <message>
      <source>Pixel grid</source>
      <translation>像素网格</translation>
    </message>
    <message>
      <source>Show the next image at the same place and zoom, if it is as large</source>
      <translation>下一张图像若尺寸相同，则保持相同的位置和缩放</translation>
    </message>
    <message>
      <source>Snap while drawing</source>
      <translation>绘制时吸附</translation>
    </message>
    <message>
      <source>Suggestions</source>
      <translation>建议</translation>
    </message>
    <message>
      <source>View</source>
      <translation>视图</translation>
    </message>
  </context>
  <context>
    <name>LabelPage</name>
    <message>
      <source>1 box</source>
      <translation>1 个框</translation>
    </message>
    <message>
      <source>Everything is saved.</source>
      <translation>全部已保存。</translation>
    </message>
    <message>
      <source>Next unlabelled</source>
      <translation>下一张未标注</translation>
    </message>
    <message>
      <source>Not saved</source>
      <translation>未保存</translation>
    </message>
    <message>
      <source>Open a folder of photos and draw a box around each thing to find.</source>
      <translation>打开照片文件夹，给每个要检测的目标画框。</translation>
    </message>
    <message>
      <source>Open folder…</source>
      <translation>打开文件夹…</translation>
    </message>
    <message>
      <source>Or drop a folder, a data YAML or an obj.data on this window.</source>
      <translation>也可以把文件夹、数据 YAML 或 obj.data 拖到此窗口。</translation>
    </message>
    <message>
      <source>Saved</source>
      <translation>已保存</translation>
    </message>
    <message>
      <source>lines that can't be read: {count}</source>
      <translation>无法读取的行：{count}</translation>
    </message>
    <message>
      <source>no objects</source>
      <translation>无目标</translation>
    </message>
    <message>
      <source>not labelled yet</source>
      <translation>尚未标注</translation>
    </message>
    <message>
      <source>verified</source>
      <translation>已核对</translation>
    </message>
    <message>
      <source>without a class: {count}</source>
      <translation>无类别的框：{count} 个</translation>
    </message>
    <message>
      <source>{count} boxes</source>
      <translation>{count} 个框</translation>
    </message>
    <message>
      <source>{file} was changed by another program; its boxes are shown as they are now.</source>
      <translation>{file} 已被其他程序更改；现显示其当前的框。</translation>
    </message>
    <message>
      <source>{name} is not in this dataset any more.</source>
      <translation>{name} 已不在此数据集中。</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>第 {number} 张，共 {count} 张</translation>
    </message>
  </context>
  <context>
    <name>LargePicture</name>
    <message>
      <source>Back to the runs</source>
      <translation>返回训练记录</translation>
    </message>
    <message>
      <source>Back to the runs (Esc)</source>
      <translation>返回训练记录 (Esc)</translation>
    </message>
    <message>
      <source>Open in Label</source>
      <translation>在“标注”中打开</translation>
    </message>
    <message>
      <source>Open this photo on the Label page, to mend its boxes</source>
      <translation>在“标注”页打开此照片，修正其中的框</translation>
    </message>
  </context>
  <context>
    <name>LayerGraph</name>
    <message>
      <source>Picture of the layers</source>
      <translation>层结构图</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>耗时</translation>
    </message>
    <message>
      <source>{ms:.2f} ms</source>
      <translation>{ms:.2f} 毫秒</translation>
    </message>
    <message>
      <source>{n:g} px</source>
      <translation>{n:g} 像素</translation>
    </message>
  </context>
  <context>
    <name>LayerReader</name>
    <message>
      <source>Look at the checkpoint it was made of.</source>
      <translation>请查看它来源的检查点。</translation>
    </message>
    <message>
      <source>Measure the layers of {model}</source>
      <translation>正在测量 {model} 的各层</translation>
    </message>
    <message>
      <source>{name} is an exported file: its rows are no longer told apart.</source>
      <translation>{name} 是导出文件，其中的各行已无法区分。</translation>
    </message>
  </context>
  <context>
    <name>LayerTable</name>
    <message>
      <source>10⁹ operations for one picture; a multiply-add counts as two</source>
      <translation>一张图的运算量，单位 10⁹；一次乘加计为两次</translation>
    </message>
    <message>
      <source>An average over all of it is known to each cell as well.</source>
      <translation>此外，每个单元还知道全图的平均值。</translation>
    </message>
    <message>
      <source>Arguments</source>
      <translation>参数</translation>
    </message>
    <message>
      <source>As in the layer table, channels before its width multiple</source>
      <translation>与网络结构表相同，通道数未乘宽度系数</translation>
    </message>
    <message>
      <source>From</source>
      <translation>来自</translation>
    </message>
    <message>
      <source>GFLOPs</source>
      <translation>GFLOPs</translation>
    </message>
    <message>
      <source>How often the module is repeated in it</source>
      <translation>模块在该行中重复的次数</translation>
    </message>
    <message>
      <source>Index of the row; others name it by this number</source>
      <translation>行号，其他行以此引用它</translation>
    </message>
    <message>
      <source>Layers</source>
      <translation>层</translation>
    </message>
    <message>
      <source>Measured here, batch norms folded: the quickest of five runs</source>
      <translation>在本机测量，批归一化已折叠：五次中最快的一次</translation>
    </message>
    <message>
      <source>Module</source>
      <translation>模块</translation>
    </message>
    <message>
      <source>Of its output: channels x height x width in cells</source>
      <translation>其输出：通道 x 高 x 宽，以单元计</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>参数量</translation>
    </message>
    <message>
      <source>Pixels of the input from one cell to the next</source>
      <translation>相邻单元对应的输入像素数</translation>
    </message>
    <message>
      <source>Pixels of the input, across, that can reach one cell</source>
      <translation>能影响一个单元的输入像素范围（边长）</translation>
    </message>
    <message>
      <source>Sees</source>
      <translation>感受野</translation>
    </message>
    <message>
      <source>Shape</source>
      <translation>形状</translation>
    </message>
    <message>
      <source>Stride</source>
      <translation>步长</translation>
    </message>
    <message>
      <source>The rows whose output it reads</source>
      <translation>它读取哪些行的输出</translation>
    </message>
    <message>
      <source>Trainable numbers</source>
      <translation>可训练的数值</translation>
    </message>
    <message>
      <source>What it does</source>
      <translation>作用</translation>
    </message>
    <message>
      <source>What it does, see below the table</source>
      <translation>作用，见表格下方</translation>
    </message>
    <message>
      <source>ms</source>
      <translation>毫秒</translation>
    </message>
    <message>
      <source>n</source>
      <translation>次数</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>{share:.1f} % of the whole</source>
      <translation>占全部的 {share:.1f} %</translation>
    </message>
  </context>
  <context>
    <name>LayersSide</name>
    <message>
      <source>A picture goes in at the top and each row runs once, in order: it takes what the rows in “From” gave and keeps what it makes for the rows that ask for it. Doing that from the first row to the last is all that “forward” means.</source>
      <translation>图像从顶部输入，各行依次运行一次：取“来自”一栏各行的结果，并为需要它的行保存自己的结果。从第一行算到最后一行，就是“前向”的全部含义。</translation>
    </message>
    <message>
      <source>Fed by</source>
      <translation>输入来自</translation>
    </message>
    <message>
      <source>Feeds</source>
      <translation>输出到</translation>
    </message>
    <message>
      <source>How to read it</source>
      <translation>如何阅读</translation>
    </message>
    <message>
      <source>In the table Up and Down go through the rows, Left to what feeds a row, Right to what it feeds. Over the picture the wheel zooms and a double click shows all.</source>
      <translation>在表格中，上下键逐行移动，左键转到该行的输入，右键转到它的去向。在图上滚轮缩放，双击显示全部。</translation>
    </message>
    <message>
      <source>Of the whole</source>
      <translation>占总量</translation>
    </message>
    <message>
      <source>On the way the grid gets coarser (the stride grows) and each cell sees more of the picture. Then coarse grids are enlarged and stacked with finer ones, so that small objects are found with the knowledge of what is around them.</source>
      <translation>越往后网格越粗（步长变大），每个单元看到的画面越多。随后粗网格被放大，与较细的网格叠加，使小目标也能借助周围信息被检出。</translation>
    </message>
    <message>
      <source>Operations</source>
      <translation>运算量</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>参数量</translation>
    </message>
    <message>
      <source>The last row, the head, turns every cell of its grids into boxes: small strides find small objects, large strides large ones.</source>
      <translation>最后一行是检测头，把各网格的每个单元变成框：小步长检测小目标，大步长检测大目标。</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>耗时</translation>
    </message>
    <message>
      <source>the picture itself</source>
      <translation>图像本身</translation>
    </message>
    <message>
      <source>what is found: the boxes</source>
      <translation>检测结果：框</translation>
    </message>
    <message>
      <source>{share:.1f} %</source>
      <translation>{share:.1f} %</translation>
    </message>
  </context>
  <context>
    <name>LayersView</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>A cell can see {size}x{size} px of the picture.</source>
      <translation>一个单元能看到画面中 {size}x{size} 像素。</translation>
    </message>
    <message>
      <source>A file…</source>
      <translation>文件…</translation>
    </message>
    <message>
      <source>Back to the training (Esc)</source>
      <translation>返回训练 (Esc)</translation>
    </message>
    <message>
      <source>Building {name} and running each of its rows; that takes some seconds.</source>
      <translation>正在构建 {name} 并逐行运行，需要几秒钟。</translation>
    </message>
    <message>
      <source>Choose a file…</source>
      <translation>选择文件…</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>选择模型</translation>
    </message>
    <message>
      <source>Choose a model to see what each of its rows does.</source>
      <translation>选择一个模型，查看每一行的作用。</translation>
    </message>
    <message>
      <source>Chosen</source>
      <translation>所选行</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Fed by it</source>
      <translation>它的去向</translation>
    </message>
    <message>
      <source>Feeds it</source>
      <translation>它的输入</translation>
    </message>
    <message>
      <source>Measure again</source>
      <translation>重新测量</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Models and layer tables ({patterns})</source>
      <translation>模型和网络结构表 ({patterns})</translation>
    </message>
    <message>
      <source>Row {row} takes longest: {share:.0f} % of the time.</source>
      <translation>第 {row} 行最慢：占时间的 {share:.0f} %。</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>Squares learn; circles only pass on what others learned.</source>
      <translation>方块会学习；圆点只传递其他层学到的内容。</translation>
    </message>
    <message>
      <source>Stop measuring</source>
      <translation>停止测量</translation>
    </message>
    <message>
      <source>The measuring was stopped.</source>
      <translation>测量已停止。</translation>
    </message>
    <message>
      <source>The picture's whole width can reach a cell.</source>
      <translation>一个单元能看到整个画面的宽度。</translation>
    </message>
    <message>
      <source>its own</source>
      <translation>自带</translation>
    </message>
    <message>
      <source>{parameters} parameters, {gflops:.2f} GFLOPs, {ms:.1f} ms</source>
      <translation>{parameters} 个参数，{gflops:.2f} GFLOPs，{ms:.1f} 毫秒</translation>
    </message>
  </context>
  <context>
    <name>LeaveQuestion</name>
    <message>
      <source>Discard these edits</source>
      <translation>放弃这些修改</translation>
    </message>
    <message>
      <source>Label files saved in {folder}: {count}.</source>
      <translation>已在 {folder} 中保存标注文件 {count} 个。</translation>
    </message>
    <message>
      <source>Save elsewhere…</source>
      <translation>保存到别处…</translation>
    </message>
    <message>
      <source>Save the labels in another folder</source>
      <translation>把标注保存到另一个文件夹</translation>
    </message>
    <message>
      <source>Stay here</source>
      <translation>留在这里</translation>
    </message>
    <message>
      <source>The labels of {count} images are not saved.</source>
      <translation>{count} 张图像的标注尚未保存。</translation>
    </message>
    <message>
      <source>The labels of {image} are not saved.</source>
      <translation>{image} 的标注尚未保存。</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>重试</translation>
    </message>
  </context>
  <context>
    <name>LivePage</name>
    <message>
      <source>Check that the folder exists and the disk has room.</source>
      <translation>请检查文件夹是否存在、磁盘是否有空间。</translation>
    </message>
    <message>
      <source>Frozen</source>
      <translation>已定格</translation>
    </message>
    <message>
      <source>Loading {model}</source>
      <translation>正在加载 {model}</translation>
    </message>
    <message>
      <source>Opening {source}</source>
      <translation>正在打开 {source}</translation>
    </message>
    <message>
      <source>Pictures that could not be read: {count}. The first: {sentence}</source>
      <translation>无法读取的图片：{count} 张。第一张：{sentence}</translation>
    </message>
    <message>
      <source>Saved {path}.</source>
      <translation>已保存 {path}。</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>开始</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>{model} on {source}</source>
      <translation>{model} 检测 {source}</translation>
    </message>
    <message>
      <source>{path} can't be written.</source>
      <translation>无法写入 {path}。</translation>
    </message>
    <message>
      <source>{zoom} %</source>
      <translation>{zoom} %</translation>
    </message>
  </context>
  <context>
    <name>LivePanel</name>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Confidence</source>
      <translation>置信度</translation>
    </message>
    <message>
      <source>Least score of a detection that is shown (Up, Down).</source>
      <translation>显示的检测结果的最低分数（上、下键）。</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Most candidates looked at, highest scores first; fewer is faster in a crowd.</source>
      <translation>最多查看的候选框数，按分数从高到低；目标拥挤时越少越快。</translation>
    </message>
    <message>
      <source>Of two boxes of one class that overlap by more than this, the lower goes.</source>
      <translation>同类两框重叠超过此值时，去掉分数低的。</translation>
    </message>
    <message>
      <source>Overlap (IoU)</source>
      <translation>重叠 (IoU)</translation>
    </message>
    <message>
      <source>Source</source>
      <translation>来源</translation>
    </message>
    <message>
      <source>This frame</source>
      <translation>此帧</translation>
    </message>
    <message>
      <source>Thresholds</source>
      <translation>阈值</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>Top-k</source>
      <translation>Top-k</translation>
    </message>
    <message>
      <source>{architecture} in {runtime}, {size}, loaded in {seconds} s</source>
      <translation>{architecture}，{runtime}，{size}，加载用时 {seconds} 秒</translation>
    </message>
    <message>
      <source>{count} in this frame</source>
      <translation>本帧 {count} 个</translation>
    </message>
  </context>
  <context>
    <name>MachineCard</name>
    <message>
      <source>Check this machine</source>
      <translation>检查这台电脑</translation>
    </message>
    <message>
      <source>Checking this machine</source>
      <translation>正在检查这台电脑</translation>
    </message>
    <message>
      <source>For whoever helps with a fault: texts only, no images, no names, no paths.</source>
      <translation>供帮助排查故障的人使用：只有文字，没有图像、名称和路径。</translation>
    </message>
    <message>
      <source>Save diagnostic file</source>
      <translation>保存诊断文件</translation>
    </message>
    <message>
      <source>Save diagnostic file…</source>
      <translation>保存诊断文件…</translation>
    </message>
    <message>
      <source>Show</source>
      <translation>显示</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>This machine</source>
      <translation>这台电脑</translation>
    </message>
    <message>
      <source>What it can do for you, and how long a training takes on it; measured in some seconds.</source>
      <translation>它能做什么，训练需要多久；几秒钟即可测完。</translation>
    </message>
    <message>
      <source>Zip archives (*.zip)</source>
      <translation>Zip 压缩包 (*.zip)</translation>
    </message>
    <message>
      <source>with paths and names in it</source>
      <translation>包含路径和名称</translation>
    </message>
    <message>
      <source>{name} is written.</source>
      <translation>已写出 {name}。</translation>
    </message>
  </context>
  <context>
    <name>MainWindow</name>
    <message>
      <source>Something unexpected went wrong: {error}. Details are in {file}.</source>
      <translation>发生意外错误：{error}。详情见 {file}。</translation>
    </message>
  </context>
  <context>
    <name>MenuButton</name>
    <message>
      <source>Menu</source>
      <translation>菜单</translation>
    </message>
  </context>
  <context>
    <name>Merging</name>
    <message>
      <source>A backup is written first, and Ctrl+Z takes it back as one step.</source>
      <translation>会先写入备份，Ctrl+Z 可一步撤销。</translation>
    </message>
    <message>
      <source>Boxes that become {target}: {boxes}, in images: {images}.</source>
      <translation>将变为 {target} 的框：{boxes}，涉及图像：{images}。</translation>
    </message>
    <message>
      <source>Boxes to delete: {boxes}, in images: {images}.</source>
      <translation>要删除的框：{boxes}，涉及图像：{images}。</translation>
    </message>
    <message>
      <source>Delete</source>
      <translation>删除</translation>
    </message>
    <message>
      <source>Delete the class {source} and its boxes?</source>
      <translation>删除类别 {source} 及其框？</translation>
    </message>
    <message>
      <source>Deleted {source}. Boxes deleted: {boxes}, in images: {images}.</source>
      <translation>已删除 {source}。删除的框：{boxes}，涉及图像：{images}。</translation>
    </message>
    <message>
      <source>Leave it as it is</source>
      <translation>保持原样</translation>
    </message>
    <message>
      <source>Merge</source>
      <translation>合并</translation>
    </message>
    <message>
      <source>Merge {source} into {target}?</source>
      <translation>将 {source} 合并到 {target}?</translation>
    </message>
    <message>
      <source>Merged {source} into {target}. Boxes changed: {boxes}, in images: {images}.</source>
      <translation>已将 {source} 合并到 {target}。更改的框：{boxes}，涉及图像：{images}。</translation>
    </message>
    <message>
      <source>{source} leaves the list of classes.</source>
      <translation>{source} 会从类别列表中移除。</translation>
    </message>
    <message>
      <source>{source} stays in the list without boxes, so that classes after it keep their numbers.</source>
      <translation>{source} 保留在列表中但不再有框，以便其后的类别保持原编号。</translation>
    </message>
  </context>
  <context>
    <name>ModelCard</name>
    <message>
      <source>At {size} px</source>
      <translation>在 {size} 像素时</translation>
    </message>
    <message>
      <source>From earlier trainings on this machine</source>
      <translation>根据本机以往的训练</translation>
    </message>
    <message>
      <source>GFLOPs</source>
      <translation>GFLOPs</translation>
    </message>
    <message>
      <source>Good for</source>
      <translation>适用场景</translation>
    </message>
    <message>
      <source>How long this recipe takes on this machine, by trainings done here before</source>
      <translation>此方案在本机所需的时间，根据以往的训练</translation>
    </message>
    <message>
      <source>Known after the first training with this model</source>
      <translation>用此模型训练一次后即可知道</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>Parameters</source>
      <translation>参数量</translation>
    </message>
    <message>
      <source>Show layers</source>
      <translation>查看各层</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>Time here</source>
      <translation>本机用时</translation>
    </message>
    <message>
      <source>Time here is known once a model was trained on this machine.</source>
      <translation>模型在本机训练过一次后，才知道“本机用时”。</translation>
    </message>
    <message>
      <source>{count:.0f} min</source>
      <translation>{count:.0f} 分钟</translation>
    </message>
    <message>
      <source>{count:.2f} M</source>
      <translation>{count:.2f} M</translation>
    </message>
    <message>
      <source>{size:.1f} MB</source>
      <translation>{size:.1f} MB</translation>
    </message>
  </context>
  <context>
    <name>ModelPicker</name>
    <message>
      <source>Choose</source>
      <translation>选择</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>选择模型</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Models ({patterns})</source>
      <translation>模型 ({patterns})</translation>
    </message>
    <message>
      <source>No model chosen</source>
      <translation>未选择模型</translation>
    </message>
    <message>
      <source>mAP@0.5 {map50:.3f}</source>
      <translation>mAP@0.5 {map50:.3f}</translation>
    </message>
    <message>
      <source>{run}  –  {what}</source>
      <translation>{run}  –  {what}</translation>
    </message>
  </context>
  <context>
    <name>Monitor</name>
    <message>
      <source>00 h 00 min</source>
      <translation>00 小时 00 分</translation>
    </message>
    <message>
      <source>Best mAP@0.5</source>
      <translation>最佳 mAP@0.5</translation>
    </message>
    <message>
      <source>Best mAP@0.5:0.95</source>
      <translation>最佳 mAP@0.5:0.95</translation>
    </message>
    <message>
      <source>Boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>Class</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>Epoch</source>
      <translation>轮次</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <source>Find label mistakes</source>
      <translation>查找标注错误</translation>
    </message>
    <message>
      <source>Images per second</source>
      <translation>每秒图像数</translation>
    </message>
    <message>
      <source>Interrupted</source>
      <translation>中断</translation>
    </message>
    <message>
      <source>Learning rate</source>
      <translation>学习率</translation>
    </message>
    <message>
      <source>Loss</source>
      <translation>损失</translation>
    </message>
    <message>
      <source>New training</source>
      <translation>新训练</translation>
    </message>
    <message>
      <source>On the Label page: where this model and the labels of the open dataset disagree</source>
      <translation>在“标注”页显示：此模型与当前数据集的标注不一致之处</translation>
    </message>
    <message>
      <source>Per class</source>
      <translation>各类别</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>精确率</translation>
    </message>
    <message>
      <source>Reached in epoch {epoch}</source>
      <translation>第 {epoch} 轮达到</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>召回率</translation>
    </message>
    <message>
      <source>Starting: reading the images and building the model</source>
      <translation>正在启动：读取图像并构建模型</translation>
    </message>
    <message>
      <source>Step</source>
      <translation>步</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>Stopping after this step</source>
      <translation>这一步之后停止</translation>
    </message>
    <message>
      <source>Stopping when this epoch is measured</source>
      <translation>本轮评估完成后停止</translation>
    </message>
    <message>
      <source>The training ended before it was done. Resume it from its last epoch.</source>
      <translation>训练未完成就结束了。可从最后一轮继续。</translation>
    </message>
    <message>
      <source>The training ended without saying why.</source>
      <translation>训练未说明原因就结束了。</translation>
    </message>
    <message>
      <source>Time left</source>
      <translation>剩余时间</translation>
    </message>
    <message>
      <source>Training; it goes on when the window is closed</source>
      <translation>训练中；关闭窗口后仍会继续</translation>
    </message>
    <message>
      <source>Training; its files are written and checked when it is done</source>
      <translation>训练中；完成后写出文件并校验</translation>
    </message>
    <message>
      <source>Try live</source>
      <translation>实时试用</translation>
    </message>
    <message>
      <source>all</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>box</source>
      <translation>框</translation>
    </message>
    <message>
      <source>classification</source>
      <translation>分类</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>轮次</translation>
    </message>
    <message>
      <source>epoch {epoch}, the best</source>
      <translation>第 {epoch} 轮，最佳</translation>
    </message>
    <message>
      <source>mAP</source>
      <translation>mAP</translation>
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation>mAP@0.5</translation>
    </message>
    <message>
      <source>mAP@0.5:0.95</source>
      <translation>mAP@0.5:0.95</translation>
    </message>
    <message>
      <source>objectness</source>
      <translation>目标性</translation>
    </message>
    <message>
      <source>{hours} h {minutes:02d} min</source>
      <translation>{hours} 小时 {minutes:02d} 分</translation>
    </message>
    <message>
      <source>{minutes} min {seconds:02d} s</source>
      <translation>{minutes} 分 {seconds:02d} 秒</translation>
    </message>
    <message>
      <source>{seconds} s</source>
      <translation>{seconds} 秒</translation>
    </message>
  </context>
  <context>
    <name>MoreEpochs</name>
    <message>
      <source> epochs</source>
      <translation> 轮</translation>
    </message>
    <message>
      <source>Further epochs</source>
      <translation>追加轮数</translation>
    </message>
  </context>
  <context>
    <name>NameField</name>
    <message>
      <source>Class of this box</source>
      <translation>此框的类别</translation>
    </message>
    <message>
      <source>Type a name and press Enter; Esc drops the box</source>
      <translation>输入名称后按回车；Esc 丢弃此框</translation>
    </message>
  </context>
  <context>
    <name>NoteField</name>
    <message>
      <source>Note</source>
      <translation>备注</translation>
    </message>
  </context>
  <context>
    <name>OriginPart</name>
    <message>
      <source>Bring labels in line</source>
      <translation>同步标注</translation>
    </message>
    <message>
      <source>Bringing labels in line</source>
      <translation>正在同步标注</translation>
    </message>
    <message>
      <source>Labels changed on tiles go to their photos, and the other way; a backup is written first.</source>
      <translation>切片上改动的标注写回照片，照片上的改动写到切片；事先会写备份。</translation>
    </message>
    <message>
      <source>Look first</source>
      <translation>先看一看</translation>
    </message>
    <message>
      <source>Open the photos</source>
      <translation>打开照片</translation>
    </message>
    <message>
      <source>Photos brought in line: {done}; boxes changed: {changed}, added: {added}, gone: {removed}.</source>
      <translation>已同步照片：{done}；改动的框：{changed}，新增：{added}，删除：{removed}。</translation>
    </message>
    <message>
      <source>Photos whose labels and whose tiles' labels were both changed: {count}.</source>
      <translation>照片和切片的标注都改动过的照片：{count}。</translation>
    </message>
    <message>
      <source>Putting tiles together</source>
      <translation>正在拼接切片</translation>
    </message>
    <message>
      <source>Show how the tiles come together to photos, and which are missing; nothing is written.</source>
      <translation>显示切片如何拼成照片，以及缺少哪些；不写出任何文件。</translation>
    </message>
    <message>
      <source>Stitch to photos</source>
      <translation>拼接成照片</translation>
    </message>
    <message>
      <source>The photos count</source>
      <translation>以照片为准</translation>
    </message>
    <message>
      <source>The tiles count</source>
      <translation>以切片为准</translation>
    </message>
    <message>
      <source>These are tiles</source>
      <translation>这些是切片</translation>
    </message>
    <message>
      <source>Tiles and photos say the same.</source>
      <translation>切片与照片的标注一致。</translation>
    </message>
    <message>
      <source>Write the whole photos with their labels into a new folder; boxes cut by a seam are one.</source>
      <translation>把整张照片连同标注写入新文件夹；被切缝切开的框合为一个。</translation>
    </message>
    <message>
      <source>{tiles} images are named as tiles of {photos} photos.</source>
      <translation>{tiles} 张图片的名字像是 {photos} 张照片的切片。</translation>
    </message>
    <message>
      <source>{tiles} tiles gave {photos} photos; boxes: {boxes}, of {pieces} in tiles.</source>
      <translation>{tiles} 张切片拼成 {photos} 张照片；框：{boxes}，切片中共 {pieces}。</translation>
    </message>
    <message>
      <source>{tiles} tiles of {photos} photos, cut with this program.</source>
      <translation>{photos} 张照片的 {tiles} 张切片，由本程序切出。</translation>
    </message>
  </context>
  <context>
    <name>Over</name>
    <message>
      <source>Layers</source>
      <translation>层</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>划分</translation>
    </message>
  </context>
  <context>
    <name>Overview</name>
    <message>
      <source>Boxes, classes and images</source>
      <translation>标注框、类别和图片</translation>
    </message>
    <message>
      <source>Reason</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>What the reference trainers make of it</source>
      <translation>参考训练程序会怎样读它</translation>
    </message>
  </context>
  <context>
    <name>Pages</name>
    <message>
      <source>Check</source>
      <translation>检查</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>Help</source>
      <translation>帮助</translation>
    </message>
    <message>
      <source>Label</source>
      <translation>标注</translation>
    </message>
    <message>
      <source>Live</source>
      <translation>实时</translation>
    </message>
    <message>
      <source>Runs</source>
      <translation>训练记录</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>首页</translation>
    </message>
    <message>
      <source>Tile</source>
      <translation>切图</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>训练</translation>
    </message>
  </context>
  <context>
    <name>PhotoBar</name>
    <message>
      <source>Next photo</source>
      <translation>下一张照片</translation>
    </message>
    <message>
      <source>Previous photo</source>
      <translation>上一张照片</translation>
    </message>
    <message>
      <source>{number} of {count}</source>
      <translation>第 {number} 张，共 {count} 张</translation>
    </message>
  </context>
  <context>
    <name>PhotoView</name>
    <message>
      <source>Boxes are shown again, so that you see what you do; H hides them.</source>
      <translation>框已重新显示，便于看到操作结果；按 H 隐藏。</translation>
    </message>
    <message>
      <source>Delete all</source>
      <translation>全部删除</translation>
    </message>
    <message>
      <source>Keep them</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>{image} has boxes: {count}. Delete them all and mark it “no objects”?</source>
      <translation>{image} 有 {count} 个框。全部删除并标为“无目标”吗？</translation>
    </message>
  </context>
  <context>
    <name>PreviewAnchors</name>
    <message>
      <source>Boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>Boxes of {images} training images at {imgsz} px. Mean IoU: how well the best anchor matches a box. Recall: share of boxes that an anchor can learn, no side off by more than 4 times.</source>
      <translation>{images} 张训练图像在 {imgsz} 像素下的框。平均 IoU：最合适的锚框与框的吻合程度。召回率：锚框能够学到的框的比例，即各边相差不超过 4 倍。</translation>
    </message>
    <message>
      <source>Fitted to your boxes</source>
      <translation>已按你的框拟合</translation>
    </message>
    <message>
      <source>Kept as they are</source>
      <translation>保持不变</translation>
    </message>
    <message>
      <source>Mean IoU before</source>
      <translation>拟合前平均 IoU</translation>
    </message>
    <message>
      <source>Mean IoU fitted</source>
      <translation>拟合后平均 IoU</translation>
    </message>
    <message>
      <source>Mean IoU kept</source>
      <translation>保持的平均 IoU</translation>
    </message>
    <message>
      <source>Recall before</source>
      <translation>拟合前召回率</translation>
    </message>
    <message>
      <source>Recall fitted</source>
      <translation>拟合后召回率</translation>
    </message>
    <message>
      <source>Recall kept</source>
      <translation>保持的召回率</translation>
    </message>
    <message>
      <source>Save plot…</source>
      <translation>保存图表…</translation>
    </message>
    <message>
      <source>Stride</source>
      <translation>步长</translation>
    </message>
    <message>
      <source>The model's own</source>
      <translation>模型自带</translation>
    </message>
    <message>
      <source>Too few boxes to fit anchors to: a training keeps the model's own.</source>
      <translation>框太少，无法拟合锚框：训练使用模型自带的锚框。</translation>
    </message>
  </context>
  <context>
    <name>PreviewSamples</name>
    <message>
      <source>1 box</source>
      <translation>1 个框</translation>
    </message>
    <message>
      <source>{boxes}, made of {name}</source>
      <translation>{boxes}，由 {name} 合成</translation>
    </message>
    <message>
      <source>{count} boxes</source>
      <translation>{count} 个框</translation>
    </message>
  </context>
  <context>
    <name>PreviewView</name>
    <message>
      <source>Anchors</source>
      <translation>锚框</translation>
    </message>
    <message>
      <source>Back (Esc)</source>
      <translation>返回 (Esc)</translation>
    </message>
    <message>
      <source>Draw the samples of another seed</source>
      <translation>用另一个种子绘制样本</translation>
    </message>
    <message>
      <source>Fit anchors</source>
      <translation>拟合锚框</translation>
    </message>
    <message>
      <source>Fitting anchors to the boxes; that takes some seconds.</source>
      <translation>正在按框拟合锚框，需要几秒钟。</translation>
    </message>
    <message>
      <source>It was stopped.</source>
      <translation>已停止。</translation>
    </message>
    <message>
      <source>Leave colours alone</source>
      <translation>保持颜色不变</translation>
    </message>
    <message>
      <source>Making the first samples of the training; that takes some seconds.</source>
      <translation>正在生成训练的前几个样本，需要几秒钟。</translation>
    </message>
    <message>
      <source>Other samples</source>
      <translation>换一批样本</translation>
    </message>
    <message>
      <source>Preview the augmentation</source>
      <translation>预览数据增强</translation>
    </message>
    <message>
      <source>Samples</source>
      <translation>样本</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Ticks “Classes differ by colour” in the recipe</source>
      <translation>在训练方案中勾选“按颜色区分类别”</translation>
    </message>
    <message>
      <source>Try again</source>
      <translation>重试</translation>
    </message>
    <message>
      <source>{model}, {size} px, seed {seed}</source>
      <translation>{model}，{size} 像素，种子 {seed}</translation>
    </message>
  </context>
  <context>
    <name>Question</name>
    <message>
      <source>Check that it exists, that you may write there and that its disk is not full.</source>
      <translation>请检查它是否存在、是否可写、磁盘是否已满。</translation>
    </message>
    <message>
      <source>No temporary folder can be made in {folder}: {reason}.</source>
      <translation>无法在 {folder} 中建立临时文件夹：{reason}。</translation>
    </message>
  </context>
  <context>
    <name>RecentButton</name>
    <message>
      <source>Not there: {path}</source>
      <translation>不存在：{path}</translation>
    </message>
    <message>
      <source>{path} is not there.</source>
      <translation>{path} 不存在。</translation>
    </message>
  </context>
  <context>
    <name>RecentList</name>
    <message>
      <source>Take it off this list</source>
      <translation>从列表中移除</translation>
    </message>
    <message>
      <source>Take {path} off this list</source>
      <translation>从列表中移除 {path}</translation>
    </message>
  </context>
  <context>
    <name>RecipeCard</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>A checkpoint file…</source>
      <translation>检查点文件…</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>批大小</translation>
    </message>
    <message>
      <source>Classes differ by colour</source>
      <translation>按颜色区分类别</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>轮数</translation>
    </message>
    <message>
      <source>Image size</source>
      <translation>图像尺寸</translation>
    </message>
    <message>
      <source>Images per step; auto takes 8, fewer where memory is short. More are seldom better.</source>
      <translation>每步的图像数；自动为 8，内存不足时更少。更多很少更好。</translation>
    </message>
    <message>
      <source>Nothing, from scratch</source>
      <translation>无，从头训练</translation>
    </message>
    <message>
      <source>Optimizer</source>
      <translation>优化器</translation>
    </message>
    <message>
      <source>Preview</source>
      <translation>预览</translation>
    </message>
    <message>
      <source>Published weights (COCO)</source>
      <translation>公开权重 (COCO)</translation>
    </message>
    <message>
      <source>Recipe</source>
      <translation>训练方案</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>随机种子</translation>
    </message>
    <message>
      <source>Start from</source>
      <translation>初始权重</translation>
    </message>
    <message>
      <source>The boxes of each class ({names}) have a colour of their own, so hue and saturation are left nearly alone: changing them would turn one class into another.</source>
      <translation>每个类别（{names}）的框都有自己的颜色，因此色相和饱和度几乎不变：改变它们会使一类变成另一类。</translation>
    </message>
    <message>
      <source>The class names ({names}) are colours, so hue and saturation are left nearly alone: changing them would turn one class into another.</source>
      <translation>类别名（{names}）是颜色，因此色相和饱和度几乎不变：改变它们会使一类变成另一类。</translation>
    </message>
    <message>
      <source>The classes do not differ by colour, so hue and saturation are varied: the model learns to work in any light.</source>
      <translation>类别不以颜色区分，因此会变化色相和饱和度：模型学会适应各种光照。</translation>
    </message>
    <message>
      <source>anchors given</source>
      <translation>已给定锚框</translation>
    </message>
    <message>
      <source>auto</source>
      <translation>自动</translation>
    </message>
    <message>
      <source>batch {count}</source>
      <translation>批大小 {count}</translation>
    </message>
    <message>
      <source>colours kept</source>
      <translation>颜色不变</translation>
    </message>
    <message>
      <source>from {start}</source>
      <translation>从 {start} 开始</translation>
    </message>
    <message>
      <source>rate {rate:g}</source>
      <translation>学习率 {rate:g}</translation>
    </message>
    <message>
      <source>seed {number}</source>
      <translation>种子 {number}</translation>
    </message>
    <message>
      <source>{asked} was changed to {right}: {model} needs a multiple of {stride}.</source>
      <translation>{asked} 已改为 {right}：{model} 要求为 {stride} 的倍数。</translation>
    </message>
    <message>
      <source>{count} epochs</source>
      <translation>{count} 轮</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
  </context>
  <context>
    <name>Recovery</name>
    <message>
      <source>Boxes that wait for a class are back after a crash: {count}, on {images}.</source>
      <translation>崩溃前尚无类别的框已恢复：{count} 个，位于 {images}。</translation>
    </message>
    <message>
      <source>Label files recovered: {count}.</source>
      <translation>已恢复的标签文件：{count}。</translation>
    </message>
    <message>
      <source>Label in one of them: each notices what the other wrote, and undo takes back only what was done in its own.</source>
      <translation>请只在其中一个窗口标注：每个窗口都会察觉另一个窗口写入的内容，而撤销只作用于本窗口的操作。</translation>
    </message>
    <message>
      <source>Labels that did not reach their files: {count}</source>
      <translation>未写入文件的标签：{count}</translation>
    </message>
    <message>
      <source>Leave the files as they are</source>
      <translation>保持文件原样</translation>
    </message>
    <message>
      <source>Recover them</source>
      <translation>恢复</translation>
    </message>
    <message>
      <source>Replace by those of before</source>
      <translation>替换为当时的标注</translation>
    </message>
    <message>
      <source>The studio ended before these were written, and its journal has them: {files}. Recovering is one step, which Ctrl+Z takes back; a backup of several files is written first.</source>
      <translation>程序在写入以下文件之前就结束了，而日志中保存有其内容：{files}。恢复是一个步骤，可用 Ctrl+Z 撤销；涉及多个文件时会先写入备份。</translation>
    </message>
    <message>
      <source>The studio ended before these were written, and they were changed since: {files}. Recovering replaces what they hold now by what they were to hold then, as one step, which Ctrl+Z takes back; a backup of several files is written first.</source>
      <translation>程序在写入以下文件之前结束，而这些文件此后又有改动：{files}。恢复会用当时应写入的内容替换现有内容，这是一步操作，可用 Ctrl+Z 撤销；涉及多个文件时会先写备份。</translation>
    </message>
    <message>
      <source>This dataset is open in another window of the studio, too.</source>
      <translation>此数据集也在本程序的另一个窗口中打开。</translation>
    </message>
    <message>
      <source>Unwritten labels of files that changed since: {count}</source>
      <translation>未写入的标注，其文件此后已被更改：{count} 个</translation>
    </message>
    <message>
      <source>{files} and {count} more</source>
      <translation>{files} 以及另外 {count} 个</translation>
    </message>
    <message>
      <source>{file} (boxes now: {now}, then: {then})</source>
      <translation>{file}（现有框：{now}，恢复后：{then}）</translation>
    </message>
  </context>
  <context>
    <name>RepairOffer</name>
    <message>
      <source>Lines: {lines}, files: {files}.</source>
      <translation>行：{lines}，文件：{files}。</translation>
    </message>
  </context>
  <context>
    <name>Reports</name>
    <message>
      <source>Report of {run}</source>
      <translation>{run} 的报告</translation>
    </message>
    <message>
      <source>The report of {run} is being written.</source>
      <translation>正在写 {run} 的报告。</translation>
    </message>
  </context>
  <context>
    <name>Results</name>
    <message>
      <source>Box
diff.</source>
      <translation>框
差异</translation>
    </message>
    <message>
      <source>Box diff.</source>
      <translation>框差异</translation>
    </message>
    <message>
      <source>Bundle</source>
      <translation>部署包</translation>
    </message>
    <message>
      <source>Extra</source>
      <translation>多余</translation>
    </message>
    <message>
      <source>FAIL</source>
      <translation>不通过</translation>
    </message>
    <message>
      <source>File</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Format</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>Image</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>Images that differ most</source>
      <translation>差异最大的图像</translation>
    </message>
    <message>
      <source>Inference of one image on this machine</source>
      <translation>本机上推理一张图像的用时</translation>
    </message>
    <message>
      <source>Lost</source>
      <translation>损失</translation>
    </message>
    <message>
      <source>Made of {formats}</source>
      <translation>由 {formats} 制成</translation>
    </message>
    <message>
      <source>Matched</source>
      <translation>一致</translation>
    </message>
    <message>
      <source>Missed</source>
      <translation>漏检</translation>
    </message>
    <message>
      <source>Not checked</source>
      <translation>未校验</translation>
    </message>
    <message>
      <source>Nothing found</source>
      <translation>无检出</translation>
    </message>
    <message>
      <source>Of the file, on the images it was checked on</source>
      <translation>该文件在校验所用图像上的结果</translation>
    </message>
    <message>
      <source>Open report</source>
      <translation>打开报告</translation>
    </message>
    <message>
      <source>PASS</source>
      <translation>通过</translation>
    </message>
    <message>
      <source>Points of mAP@0.5:0.95 by which the file is worse than the checkpoint</source>
      <translation>该文件比检查点低多少个百分点的 mAP@0.5:0.95</translation>
    </message>
    <message>
      <source>Result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Results</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Score
diff.</source>
      <translation>分数
差异</translation>
    </message>
    <message>
      <source>Serve the web page to a phone in the same network.</source>
      <translation>把网页提供给同一网络中的手机。</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Show on a phone</source>
      <translation>在手机上打开</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>The whole proof as one page, in your browser.</source>
      <translation>在浏览器中查看完整的校验报告。</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>耗时</translation>
    </message>
    <message>
      <source>Try live</source>
      <translation>实时试用</translation>
    </message>
    <message>
      <source>mAP@
0.5:0.95</source>
      <translation>mAP@
0.5:0.95</translation>
    </message>
    <message>
      <source>{count} boxes were so close to a threshold that rounding decided; they don't count.</source>
      <translation>{count} 个框离阈值太近，由舍入误差决定，不计入。</translation>
    </message>
    <message>
      <source>{count} of {all}</source>
      <translation>{count} / {all}</translation>
    </message>
    <message>
      <source>{ms:.1f} ms</source>
      <translation>{ms:.1f} 毫秒</translation>
    </message>
    <message>
      <source>{px:.2f} px</source>
      <translation>{px:.2f} 像素</translation>
    </message>
    <message>
      <source>{px:.3f} px</source>
      <translation>{px:.3f} 像素</translation>
    </message>
    <message>
      <source>{size:.1f} MB</source>
      <translation>{size:.1f} MB</translation>
    </message>
    <message>
      <source>{text}. README.md in it says how.</source>
      <translation>{text}。用法见其中的 README.md。</translation>
    </message>
  </context>
  <context>
    <name>Reviewing</name>
    <message>
      <source>{image} is verified, but not labelled yet: if it shows no objects, say so ({key}).</source>
      <translation>{image} 已核对，但尚未标注：如果其中没有目标，请标明“无目标”（{key}）。</translation>
    </message>
  </context>
  <context>
    <name>RollingPlot</name>
    <message>
      <source>33 ms</source>
      <translation>33 毫秒</translation>
    </message>
    <message>
      <source>Save the plot</source>
      <translation>保存图表</translation>
    </message>
    <message>
      <source>Save the plot as PNG</source>
      <translation>将图表保存为 PNG</translation>
    </message>
    <message>
      <source>Save the times</source>
      <translation>保存耗时</translation>
    </message>
    <message>
      <source>Save the times as CSV</source>
      <translation>将耗时保存为 CSV</translation>
    </message>
    <message>
      <source>Times of the newest frames, newest at the right.</source>
      <translation>最近各帧的耗时，最新的在右侧。</translation>
    </message>
    <message>
      <source>{limit} ms</source>
      <translation>{limit} 毫秒</translation>
    </message>
  </context>
  <context>
    <name>RunCurvesView</name>
    <message>
      <source>Box loss</source>
      <translation>框损失</translation>
    </message>
    <message>
      <source>Classification loss</source>
      <translation>分类损失</translation>
    </message>
    <message>
      <source>Curve</source>
      <translation>曲线</translation>
    </message>
    <message>
      <source>Objectness loss</source>
      <translation>目标性损失</translation>
    </message>
    <message>
      <source>Precision</source>
      <translation>精确率</translation>
    </message>
    <message>
      <source>Recall</source>
      <translation>召回率</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>轮次</translation>
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation>mAP@0.5</translation>
    </message>
    <message>
      <source>mAP@0.5:0.95</source>
      <translation>mAP@0.5:0.95</translation>
    </message>
  </context>
  <context>
    <name>RunFollower</name>
    <message>
      <source>It was stopped before its first step; nothing is kept of it.</source>
      <translation>在第一步之前已停止，没有保留任何内容。</translation>
    </message>
    <message>
      <source>The training ended without a word; {log} may tell why.</source>
      <translation>训练没有说明就结束了；原因可能在 {log} 中。</translation>
    </message>
  </context>
  <context>
    <name>RunStates</name>
    <message>
      <source>Done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>Failed</source>
      <translation>失败</translation>
    </message>
    <message>
      <source>Interrupted</source>
      <translation>中断</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>继续</translation>
    </message>
    <message>
      <source>Stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>Train on</source>
      <translation>追加训练</translation>
    </message>
    <message>
      <source>Training</source>
      <translation>训练中</translation>
    </message>
  </context>
  <context>
    <name>RunsPage</name>
    <message>
      <source>Every training is kept and listed here, to be compared with others.</source>
      <translation>每次训练都保存并列在这里，便于比较。</translation>
    </message>
    <message>
      <source>Moved to the trash: {names}.</source>
      <translation>已移到回收站：{names}。</translation>
    </message>
    <message>
      <source>Moved {n} runs to the trash.</source>
      <translation>已将 {n} 条训练记录移到回收站。</translation>
    </message>
    <message>
      <source>Open</source>
      <translation>打开</translation>
    </message>
    <message>
      <source>Renamed {old} to {new}.</source>
      <translation>已将 {old} 改名为 {new}。</translation>
    </message>
    <message>
      <source>Set a training up</source>
      <translation>设置一次训练</translation>
    </message>
    <message>
      <source>There is nothing to undo here. What is in the trash is under “Trash”.</source>
      <translation>这里没有可撤销的操作。回收站的内容在“回收站”中。</translation>
    </message>
  </context>
  <context>
    <name>RunsTable</name>
    <message>
      <source>@0.5:0.95</source>
      <translation>@0.5:0.95</translation>
    </message>
    <message>
      <source>Dataset</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>Epochs</source>
      <translation>轮数</translation>
    </message>
    <message>
      <source>Minutes</source>
      <translation>分钟</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Note</source>
      <translation>备注</translation>
    </message>
    <message>
      <source>Open on the Train page</source>
      <translation>在“训练”页打开</translation>
    </message>
    <message>
      <source>Open the report</source>
      <translation>打开报告</translation>
    </message>
    <message>
      <source>Rename</source>
      <translation>重命名</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>训练记录</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>Started</source>
      <translation>开始时间</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>Write the report anew</source>
      <translation>重新写报告</translation>
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation>mAP@0.5</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
  </context>
  <context>
    <name>SampleChoice</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>Another one draws other photos</source>
      <translation>换一个种子会画出不同的照片</translation>
    </message>
    <message>
      <source>Blurred</source>
      <translation>模糊</translation>
    </message>
    <message>
      <source>Distance</source>
      <translation>距离</translation>
    </message>
    <message>
      <source>Drawn photos of LED chains with their boxes, to try everything on.</source>
      <translation>绘制的 LED 灯串照片及其标注框，用来试用所有功能。</translation>
    </message>
    <message>
      <source>Exposure ±</source>
      <translation>曝光 ±</translation>
    </message>
    <message>
      <source>Height</source>
      <translation>高度</translation>
    </message>
    <message>
      <source>How it is drawn</source>
      <translation>绘制方式</translation>
    </message>
    <message>
      <source>How many times as far away the camera is: bulbs get smaller, and more</source>
      <translation>相机距离的倍数：灯泡变小，数量变多</translation>
    </message>
    <message>
      <source>Make</source>
      <translation>生成</translation>
    </message>
    <message>
      <source>Make sample set</source>
      <translation>生成示例数据集</translation>
    </message>
    <message>
      <source>Overlapping</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>Photos</source>
      <translation>照片</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>随机种子</translation>
    </message>
    <message>
      <source>Share of bulbs that another one hangs in front of</source>
      <translation>前方挂有另一只灯泡的灯泡比例</translation>
    </message>
    <message>
      <source>Share of photos that are out of focus or shaken</source>
      <translation>失焦或抖动的照片比例</translation>
    </message>
    <message>
      <source>Stops that a photo is brighter or darker by at most</source>
      <translation>照片变亮或变暗的最大档数</translation>
    </message>
    <message>
      <source>Width</source>
      <translation>宽度</translation>
    </message>
  </context>
  <context>
    <name>ServingCard</name>
    <message>
      <source>Address</source>
      <translation>地址</translation>
    </message>
    <message>
      <source>An address of this computer that the phone can reach.</source>
      <translation>手机可以访问的本机地址。</translation>
    </message>
    <message>
      <source>Any free</source>
      <translation>任意空闲端口</translation>
    </message>
    <message>
      <source>Choose…</source>
      <translation>选择…</translation>
    </message>
    <message>
      <source>Close</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Folder for pictures from phones</source>
      <translation>存放手机图片的文件夹</translation>
    </message>
    <message>
      <source>Phones may send pictures back</source>
      <translation>允许手机传回图片</translation>
    </message>
    <message>
      <source>Pictures that came: {count}. The newest is {name}.</source>
      <translation>收到图片 {count} 张，最新的是 {name}。</translation>
    </message>
    <message>
      <source>Port</source>
      <translation>端口</translation>
    </message>
    <message>
      <source>Served at</source>
      <translation>服务地址</translation>
    </message>
    <message>
      <source>Show on a phone</source>
      <translation>在手机上打开</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>开始</translation>
    </message>
    <message>
      <source>Starting.</source>
      <translation>正在启动。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>The page is not served now.</source>
      <translation>网页目前未提供。</translation>
    </message>
    <message>
      <source>To {folder}</source>
      <translation>存到 {folder}</translation>
    </message>
    <message>
      <source>Web page on the network</source>
      <translation>网络中的网页</translation>
    </message>
  </context>
  <context>
    <name>SetChoice</name>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stopped. The next time it goes on with what is here.</source>
      <translation>已停止。下次从已有内容继续。</translation>
    </message>
  </context>
  <context>
    <name>SettingsPage</name>
    <message>
      <source>Appearance</source>
      <translation>外观</translation>
    </message>
    <message>
      <source>As the system</source>
      <translation>跟随系统</translation>
    </message>
    <message>
      <source>Dark</source>
      <translation>深色</translation>
    </message>
    <message>
      <source>Files</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>Labelling</source>
      <translation>标注</translation>
    </message>
    <message>
      <source>Language</source>
      <translation>语言</translation>
    </message>
    <message>
      <source>Light</source>
      <translation>浅色</translation>
    </message>
    <message>
      <source>Lines through the cursor while drawing</source>
      <translation>画框时显示穿过光标的十字线</translation>
    </message>
    <message>
      <source>Memory for photos</source>
      <translation>照片占用的内存</translation>
    </message>
    <message>
      <source>More of it keeps more photos ready; one is always kept.</source>
      <translation>内存越大，随时可显示的照片越多；至少保留一张。</translation>
    </message>
    <message>
      <source>Open the last dataset when the program starts</source>
      <translation>启动时打开上次的数据集</translation>
    </message>
    <message>
      <source>Open this folder</source>
      <translation>打开此文件夹</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Settings and the log are kept in {folder}.</source>
      <translation>设置和日志保存在 {folder}。</translation>
    </message>
    <message>
      <source>Start</source>
      <translation>启动</translation>
    </message>
    <message>
      <source>Theme</source>
      <translation>主题</translation>
    </message>
    <message>
      <source>Write class names at the boxes</source>
      <translation>在框旁显示类别名</translation>
    </message>
    <message>
      <source>{count} MB</source>
      <translation>{count} MB</translation>
    </message>
  </context>
  <context>
    <name>Setup</name>
    <message>
      <source>Checkpoints ({patterns})</source>
      <translation>检查点 ({patterns})</translation>
    </message>
    <message>
      <source>Start from a checkpoint</source>
      <translation>从检查点开始</translation>
    </message>
    <message>
      <source>Train and export</source>
      <translation>训练并导出</translation>
    </message>
    <message>
      <source>Trains, then writes the files for phone and desktop and checks each against the checkpoint.</source>
      <translation>训练后写出手机和电脑用的文件，并逐一与检查点核对。</translation>
    </message>
    <message>
      <source>{run}, mAP@0.5 {map50:.3f}</source>
      <translation>{run}，mAP@0.5 {map50:.3f}</translation>
    </message>
  </context>
  <context>
    <name>Shelf</name>
    <message>
      <source>Wait until it is done, or stop it in the bar at the bottom.</source>
      <translation>请等它完成，或在底部栏中停止它。</translation>
    </message>
    <message>
      <source>“{job}” still works in the folder of {run}.</source>
      <translation>“{job}”仍在 {run} 的文件夹中工作。</translation>
    </message>
  </context>
  <context>
    <name>Side</name>
    <message>
      <source>All runs</source>
      <translation>全部训练记录</translation>
    </message>
    <message>
      <source>Anchors reach</source>
      <translation>锚框覆盖</translation>
    </message>
    <message>
      <source>Batch</source>
      <translation>批大小</translation>
    </message>
    <message>
      <source>Colours</source>
      <translation>颜色</translation>
    </message>
    <message>
      <source>Computes on</source>
      <translation>计算设备</translation>
    </message>
    <message>
      <source>Every training is kept and listed here.</source>
      <translation>每次训练都保存并列在这里。</translation>
    </message>
    <message>
      <source>Image size</source>
      <translation>图像尺寸</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>Model</source>
      <translation>模型</translation>
    </message>
    <message>
      <source>Notes</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>Run</source>
      <translation>训练记录</translation>
    </message>
    <message>
      <source>Runs of this dataset</source>
      <translation>此数据集的训练记录</translation>
    </message>
    <message>
      <source>Show in folder</source>
      <translation>在文件夹中显示</translation>
    </message>
    <message>
      <source>Show layers</source>
      <translation>查看各层</translation>
    </message>
    <message>
      <source>State</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>This run</source>
      <translation>此训练</translation>
    </message>
    <message>
      <source>kept as they are</source>
      <translation>保持不变</translation>
    </message>
    <message>
      <source>mAP@0.5</source>
      <translation>mAP@0.5</translation>
    </message>
    <message>
      <source>varied while training</source>
      <translation>训练时变化</translation>
    </message>
    <message>
      <source>{device}, threads: {threads}</source>
      <translation>{device}，线程：{threads}</translation>
    </message>
    <message>
      <source>{percent:.0f} % of the boxes</source>
      <translation>{percent:.0f} % 的框</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
    <message>
      <source>{train} train, {val} validation</source>
      <translation>训练 {train}，验证 {val}</translation>
    </message>
  </context>
  <context>
    <name>Snapping</name>
    <message>
      <source>Boxes snapped: {count}.</source>
      <translation>已吸附的框：{count}。</translation>
    </message>
    <message>
      <source>Left as they are, because nothing stands out in them: {count}.</source>
      <translation>因其中没有突出的目标而保持不变：{count}。</translation>
    </message>
    <message>
      <source>Nothing stands out there, so that the box stays as it is.</source>
      <translation>那里没有突出的目标，框保持不变。</translation>
    </message>
  </context>
  <context>
    <name>SourcePicker</name>
    <message>
      <source>0 is the first camera of this computer.</source>
      <translation>0 是本机的第一个摄像头。</translation>
    </message>
    <message>
      <source>A folder, or one picture</source>
      <translation>文件夹，或一张图片</translation>
    </message>
    <message>
      <source>A video file</source>
      <translation>视频文件</translation>
    </message>
    <message>
      <source>Camera</source>
      <translation>摄像头</translation>
    </message>
    <message>
      <source>Choose</source>
      <translation>选择</translation>
    </message>
    <message>
      <source>Choose a folder of pictures</source>
      <translation>选择图片文件夹</translation>
    </message>
    <message>
      <source>Choose a video</source>
      <translation>选择视频</translation>
    </message>
    <message>
      <source>Folder of pictures</source>
      <translation>图片文件夹</translation>
    </message>
    <message>
      <source>Network stream</source>
      <translation>网络视频流</translation>
    </message>
    <message>
      <source>Sample scene</source>
      <translation>示例场景</translation>
    </message>
    <message>
      <source>Video file</source>
      <translation>视频文件</translation>
    </message>
    <message>
      <source>camera {number}</source>
      <translation>摄像头 {number}</translation>
    </message>
    <message>
      <source>number </source>
      <translation>编号 </translation>
    </message>
  </context>
  <context>
    <name>SplitChoices</name>
    <message>
      <source>A block of each photo</source>
      <translation>每张照片的一块</translation>
    </message>
    <message>
      <source>A strip of its tiles, with a margin in neither. Seeds 0 to 3 take it from each side.</source>
      <translation>留出一条切片，相邻的不归任何一边。种子 0 到 3 各取一侧。</translation>
    </message>
    <message>
      <source>One photo</source>
      <translation>一张照片</translation>
    </message>
    <message>
      <source>Photo</source>
      <translation>照片</translation>
    </message>
    <message>
      <source>Seed</source>
      <translation>随机种子</translation>
    </message>
    <message>
      <source>Single images</source>
      <translation>单张图像</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>测试</translation>
    </message>
    <message>
      <source>Tiles of a photo on both sides: scores flatter.</source>
      <translation>同一照片的切片在两边：分数偏高。</translation>
    </message>
    <message>
      <source>Tiles of a photo, frames of a video, copies and bursts stay together.</source>
      <translation>同一照片的切片、同一视频的帧、副本和连拍留在一起。</translation>
    </message>
    <message>
      <source>To see how much is found on a photo never seen.</source>
      <translation>看看在没见过的照片上能找到多少。</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>验证</translation>
    </message>
    <message>
      <source>What is held out</source>
      <translation>留出什么</translation>
    </message>
    <message>
      <source>Whole photos</source>
      <translation>整张照片</translation>
    </message>
  </context>
  <context>
    <name>SplitView</name>
    <message>
      <source>Back (Esc)</source>
      <translation>返回 (Esc)</translation>
    </message>
    <message>
      <source>Boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>Images</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>In neither</source>
      <translation>不归任何一边</translation>
    </message>
    <message>
      <source>Looking for photos that look the same: {done} of {of}.</source>
      <translation>正在查找看起来相同的照片：{done} / {of}。</translation>
    </message>
    <message>
      <source>No split was made here that can be taken back.</source>
      <translation>这里没有可撤销的划分。</translation>
    </message>
    <message>
      <source>Reading labels, and looking for photos that look the same.</source>
      <translation>正在读取标注，并查找看起来相同的照片。</translation>
    </message>
    <message>
      <source>Split the dataset</source>
      <translation>划分数据集</translation>
    </message>
    <message>
      <source>Split: {train} images to train on, {val} to measure on.</source>
      <translation>已划分：{train} 张用于训练，{val} 张用于测量。</translation>
    </message>
    <message>
      <source>Test</source>
      <translation>测试</translation>
    </message>
    <message>
      <source>The split is as it was before.</source>
      <translation>划分已恢复原样。</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>训练</translation>
    </message>
    <message>
      <source>Undo</source>
      <translation>撤销</translation>
    </message>
    <message>
      <source>Undo the last split</source>
      <translation>撤销上次划分</translation>
    </message>
    <message>
      <source>Undo the split</source>
      <translation>撤销划分</translation>
    </message>
    <message>
      <source>Validation</source>
      <translation>验证</translation>
    </message>
    <message>
      <source>What would be where</source>
      <translation>各边有什么</translation>
    </message>
    <message>
      <source>{name}: 1 image</source>
      <translation>{name}：1 张图像</translation>
    </message>
    <message>
      <source>{name}: {count} images</source>
      <translation>{name}：{count} 张图像</translation>
    </message>
  </context>
  <context>
    <name>StageBar</name>
    <message>
      <source>33 ms</source>
      <translation>33 毫秒</translation>
    </message>
    <message>
      <source>Time of each stage of the newest frame. The line marks 33 ms, 30 frames a second.</source>
      <translation>最新一帧各阶段的耗时。竖线标出 33 毫秒，即每秒 30 帧。</translation>
    </message>
    <message>
      <source>{limit} ms</source>
      <translation>{limit} 毫秒</translation>
    </message>
  </context>
  <context>
    <name>StageTable</name>
    <message>
      <source>Copy the table</source>
      <translation>复制表格</translation>
    </message>
    <message>
      <source>Milliseconds of the newest frame, and the median and slow end (p95) of the last 300.</source>
      <translation>最新一帧的毫秒数，以及最近 300 帧的中位数和慢端 (p95)。</translation>
    </message>
    <message>
      <source>ms now</source>
      <translation>当前毫秒</translation>
    </message>
    <message>
      <source>p50</source>
      <translation>p50</translation>
    </message>
    <message>
      <source>p95</source>
      <translation>p95</translation>
    </message>
  </context>
  <context>
    <name>StitchedView</name>
    <message>
      <source>How the tiles lie can't be told: their borders don't fit, or are all alike.</source>
      <translation>无法判断切片的位置：它们的边缘不吻合，或全都一样。</translation>
    </message>
    <message>
      <source>Looking how the tiles lie.</source>
      <translation>正在查看切片的位置。</translation>
    </message>
    <message>
      <source>Photo</source>
      <translation>照片</translation>
    </message>
    <message>
      <source>{name}, {count} missing</source>
      <translation>{name}，缺 {count} 个</translation>
    </message>
    <message>
      <source>{width} × {height} px of {tiles} tiles; missing, and left grey: {holes}.</source>
      <translation>{width} × {height} 像素，由 {tiles} 个切片拼成；缺少而留为灰色的：{holes}。</translation>
    </message>
  </context>
  <context>
    <name>SvgPlot</name>
    <message>
      <source>Save as SVG or PNG…</source>
      <translation>另存为 SVG 或 PNG…</translation>
    </message>
    <message>
      <source>Save the plot</source>
      <translation>保存图表</translation>
    </message>
    <message>
      <source>Saved {name}.</source>
      <translation>已保存 {name}。</translation>
    </message>
  </context>
  <context>
    <name>Table</name>
    <message>
      <source>Copy</source>
      <translation>复制</translation>
    </message>
    <message>
      <source>Copy the whole table</source>
      <translation>复制整个表格</translation>
    </message>
  </context>
  <context>
    <name>TileChoice</name>
    <message>
      <source>As its training set was cut</source>
      <translation>与其训练集的切图方式相同</translation>
    </message>
    <message>
      <source>As the model says</source>
      <translation>按模型的说明</translation>
    </message>
    <message>
      <source>Look at each picture tile by tile, for objects that are small in it. A model trained on tiles finds in whole photos what it learnt only so. It takes as many times as long as there are tiles.</source>
      <translation>逐块查看每张图片，适合图中很小的目标。用切片训练的模型只有这样才能在整张照片里找到它学过的东西。有多少块，耗时就是多少倍。</translation>
    </message>
    <message>
      <source>Off</source>
      <translation>关闭</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
  </context>
  <context>
    <name>TileHint</name>
    <message>
      <source>Boxes here are far smaller in the picture than those the model learnt from: it finds more with Tiles: {choice}.</source>
      <translation>此处的框在画面中远小于模型训练时的框：将“切片”设为 {choice} 可找到更多。</translation>
    </message>
    <message>
      <source>The model learnt from pictures of {learnt} px, and this photo has {side}: what is small in it is found with Tiles: {choice}.</source>
      <translation>模型是用约 {learnt} px 的图像训练的，而此照片为 {side} px：将“切片”设为 {choice} 可找到其中较小的目标。</translation>
    </message>
  </context>
  <context>
    <name>TilePage</name>
    <message>
      <source>1 photo</source>
      <translation>1 张照片</translation>
    </message>
    <message>
      <source>Cut tiles</source>
      <translation>切图</translation>
    </message>
    <message>
      <source>Open folder…</source>
      <translation>打开文件夹…</translation>
    </message>
    <message>
      <source>Photos of which some label lines can't be read, so that boxes will be missing: {count}; mend those lines first.</source>
      <translation>有 {count} 张照片的部分标注行无法读取，框会缺失；请先修正这些行。</translation>
    </message>
    <message>
      <source>Photos that can't be read and will be skipped: {count}.</source>
      <translation>有 {count} 张照片无法读取，将被跳过。</translation>
    </message>
    <message>
      <source>Photos whose tiles will have no labels, for no line of theirs can be read: {count}; draw their boxes first, or mend those lines.</source>
      <translation>有 {count} 张照片的标注行全都无法读取，其切片将没有标注；请先画框，或修正这些行。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Tiles make small objects large for the model: open photos, and cut them with their boxes.</source>
      <translation>切图让小目标对模型变大：打开照片，连同框一起切分。</translation>
    </message>
    <message>
      <source>clipped</source>
      <translation>截断</translation>
    </message>
    <message>
      <source>lost</source>
      <translation>丢失</translation>
    </message>
    <message>
      <source>{count} photos</source>
      <translation>{count} 张照片</translation>
    </message>
    <message>
      <source>{zoom} %</source>
      <translation>{zoom} %</translation>
    </message>
  </context>
  <context>
    <name>TilePanel</name>
    <message>
      <source> px</source>
      <translation> 像素</translation>
    </message>
    <message>
      <source>A box cut by a tile's border is kept when at least this share of it is visible.</source>
      <translation>被切片边缘截断的框，可见部分至少达到此比例才保留。</translation>
    </message>
    <message>
      <source>As the photos</source>
      <translation>与照片相同</translation>
    </message>
    <message>
      <source>Choose</source>
      <translation>选择</translation>
    </message>
    <message>
      <source>Choose a folder</source>
      <translation>选择文件夹</translation>
    </message>
    <message>
      <source>Columns</source>
      <translation>列数</translation>
    </message>
    <message>
      <source>Cut each photo</source>
      <translation>切分每张照片</translation>
    </message>
    <message>
      <source>Empty tiles</source>
      <translation>空切片</translation>
    </message>
    <message>
      <source>Folder for the tiles</source>
      <translation>切片文件夹</translation>
    </message>
    <message>
      <source>How large objects are is not counted yet, or there are no boxes.</source>
      <translation>尚未统计目标大小，或没有框。</translation>
    </message>
    <message>
      <source>How large the usual object is when a tile is shown to the model; 16 px is easy for it.</source>
      <translation>切片送入模型时，常见目标的大小；16 像素对模型来说很容易。</translation>
    </message>
    <message>
      <source>Into</source>
      <translation>切成</translation>
    </message>
    <message>
      <source>Keep</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>Objects of</source>
      <translation>目标大小</translation>
    </message>
    <message>
      <source>Of tiles written as JPEG or WebP; 95 is hardly told from the photo.</source>
      <translation>用于写成 JPEG 或 WebP 的切片；95 与照片几乎看不出差别。</translation>
    </message>
    <message>
      <source>One side of the photo is shorter than a tile.</source>
      <translation>照片有一边比切片短。</translation>
    </message>
    <message>
      <source>Overlap</source>
      <translation>重叠</translation>
    </message>
    <message>
      <source>PNG, without loss</source>
      <translation>PNG，无损</translation>
    </message>
    <message>
      <source>Quality</source>
      <translation>质量</translation>
    </message>
    <message>
      <source>Rows</source>
      <translation>行数</translation>
    </message>
    <message>
      <source>Rows and columns</source>
      <translation>行与列</translation>
    </message>
    <message>
      <source>Share of a tile that it has in common with its neighbour.</source>
      <translation>切片与相邻切片共有部分的比例。</translation>
    </message>
    <message>
      <source>Share of the tiles without a box that is kept: 1 all, 0 none. Tiles of photos that nobody has labelled yet are always kept: they may hold objects.</source>
      <translation>没有框的切片保留的比例：1 全部，0 不保留。尚未标注的照片的切片总会保留：其中可能有目标。</translation>
    </message>
    <message>
      <source>Size</source>
      <translation>尺寸</translation>
    </message>
    <message>
      <source>Size that the tiles will be trained at.</source>
      <translation>切片训练时的尺寸。</translation>
    </message>
    <message>
      <source>This photo is smaller than a tile, so it stays whole: {size}.</source>
      <translation>此照片小于切片，保持完整：{size}。</translation>
    </message>
    <message>
      <source>Tiles for the size of objects</source>
      <translation>按目标大小切图</translation>
    </message>
    <message>
      <source>Tiles of one size</source>
      <translation>固定尺寸切片</translation>
    </message>
    <message>
      <source>Tiles of this photo: {size}.</source>
      <translation>此照片的切片：{size}。</translation>
    </message>
    <message>
      <source>Trained at</source>
      <translation>训练尺寸</translation>
    </message>
    <message>
      <source>Visible share</source>
      <translation>可见比例</translation>
    </message>
    <message>
      <source>What comes of it</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>Written</source>
      <translation>写入格式</translation>
    </message>
    <message>
      <source>{width} × {height} px</source>
      <translation>{width} × {height} 像素</translation>
    </message>
  </context>
  <context>
    <name>TimingStrip</name>
    <message>
      <source>Each stage takes as long as it does for all tiles of a frame.</source>
      <translation>每个阶段的耗时是一帧中所有切块的总和。</translation>
    </message>
    <message>
      <source>Frames that came while an earlier one was at work; the newest is always next.</source>
      <translation>处理上一帧期间到来的帧；下一帧总是最新的。</translation>
    </message>
    <message>
      <source>{count} tiles</source>
      <translation>{count} 块</translation>
    </message>
    <message>
      <source>{dropped} dropped</source>
      <translation>丢弃 {dropped} 帧</translation>
    </message>
    <message>
      <source>{rate} frames/s</source>
      <translation>{rate} 帧/秒</translation>
    </message>
  </context>
  <context>
    <name>TopBar</name>
    <message>
      <source>No dataset</source>
      <translation>无数据集</translation>
    </message>
    <message>
      <source>Open or switch the dataset</source>
      <translation>打开或切换数据集</translation>
    </message>
    <message>
      <source>Opening {name} …</source>
      <translation>正在打开 {name} …</translation>
    </message>
  </context>
  <context>
    <name>TrainPage</name>
    <message>
      <source>Download them under Recipe, or start from scratch.</source>
      <translation>请在“训练方案”中下载，或从头训练。</translation>
    </message>
    <message>
      <source>Export</source>
      <translation>导出</translation>
    </message>
    <message>
      <source>New training</source>
      <translation>新训练</translation>
    </message>
    <message>
      <source>Open a folder of labelled photos to train a detector on them.</source>
      <translation>打开已标注的照片文件夹，用它训练检测器。</translation>
    </message>
    <message>
      <source>Open folder…</source>
      <translation>打开文件夹…</translation>
    </message>
    <message>
      <source>Resume</source>
      <translation>继续</translation>
    </message>
    <message>
      <source>Split</source>
      <translation>划分</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop now</source>
      <translation>立即停止</translation>
    </message>
    <message>
      <source>The published weights of {model} are not on this machine yet.</source>
      <translation>{model} 的公开权重尚未下载到本机。</translation>
    </message>
    <message>
      <source>Train</source>
      <translation>训练</translation>
    </message>
    <message>
      <source>Where is {data} now?</source>
      <translation>{data} 现在在哪里？</translation>
    </message>
  </context>
  <context>
    <name>TrashButton</name>
    <message>
      <source>Bring back {run}, moved here {date}</source>
      <translation>恢复 {run}（{date} 移入）</translation>
    </message>
    <message>
      <source>Empty: move all to the trash of the system</source>
      <translation>清空：全部移到系统回收站</translation>
    </message>
    <message>
      <source>Runs in the trash: bring them back, or empty it</source>
      <translation>回收站中的训练记录：可恢复，或清空</translation>
    </message>
    <message>
      <source>Runs moved to the trash of the system: {n}.</source>
      <translation>已移到系统回收站的训练记录：{n} 条。</translation>
    </message>
    <message>
      <source>Trash ({n})</source>
      <translation>回收站 ({n})</translation>
    </message>
  </context>
  <context>
    <name>UpdateLine</name>
    <message>
      <source>Look for a newer version</source>
      <translation>检查新版本</translation>
    </message>
    <message>
      <source>Looking for a newer version</source>
      <translation>正在检查新版本</translation>
    </message>
  </context>
  <context>
    <name>ValueSlider</name>
    <message>
      <source>Double click: back to {value}</source>
      <translation>双击恢复为 {value}</translation>
    </message>
  </context>
  <context>
    <name>Waiting</name>
    <message>
      <source>Ask for it again to have it done.</source>
      <translation>需要时请再执行一次。</translation>
    </message>
    <message>
      <source>Every file gets back what it held (Esc)</source>
      <translation>每个文件恢复为原来的内容 (Esc)</translation>
    </message>
    <message>
      <source>It was stopped, and every file holds what it held before.</source>
      <translation>已停止，所有文件都保持原来的内容。</translation>
    </message>
    <message>
      <source>Label files: {done} of {of}</source>
      <translation>标签文件：{done}/{of}</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
  </context>
  <context>
    <name>WeightsOffer</name>
    <message>
      <source>Download</source>
      <translation>下载</translation>
    </message>
    <message>
      <source>Downloading {name}</source>
      <translation>正在下载 {name}</translation>
    </message>
    <message>
      <source>Not on this machine yet.</source>
      <translation>尚未下载到本机。</translation>
    </message>
    <message>
      <source>On this machine.</source>
      <translation>已在本机。</translation>
    </message>
    <message>
      <source>Stop</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>Stop; the next download goes on from here</source>
      <translation>停止；下次下载从这里继续</translation>
    </message>
  </context>
  <context>
    <name>WelcomePage</name>
    <message>
      <source>277 photos of LED lamps with their boxes: 5 MB from github.com/flyskywhy/wrgb, which states no licence.</source>
      <translation>277 张 LED 灯照片及其框：5 MB，来自 github.com/flyskywhy/wrgb，未说明许可证。</translation>
    </message>
    <message>
      <source>Begin</source>
      <translation>开始</translation>
    </message>
    <message>
      <source>Choose a model</source>
      <translation>选择模型</translation>
    </message>
    <message>
      <source>Datasets you open are listed here.</source>
      <translation>打开过的数据集会列在这里。</translation>
    </message>
    <message>
      <source>Get</source>
      <translation>获取</translation>
    </message>
    <message>
      <source>Get wrgb</source>
      <translation>获取 wrgb</translation>
    </message>
    <message>
      <source>It starts at once on a moving scene; then choose a camera or a video.</source>
      <translation>立即在移动场景上开始；之后可选择摄像头或视频。</translation>
    </message>
    <message>
      <source>Label photos, train a detector, and watch it find things. All of it happens on this machine.</source>
      <translation>标注照片，训练检测器，观看它的检测结果。一切都在本机进行。</translation>
    </message>
    <message>
      <source>Labelled or not; nothing is changed until you edit.</source>
      <translation>已标注或未标注均可；编辑之前不会改动任何内容。</translation>
    </message>
    <message>
      <source>Models ({patterns})</source>
      <translation>模型 ({patterns})</translation>
    </message>
    <message>
      <source>Open a data YAML or obj.data</source>
      <translation>打开数据 YAML 或 obj.data</translation>
    </message>
    <message>
      <source>Open a folder of photos</source>
      <translation>打开照片文件夹</translation>
    </message>
    <message>
      <source>Open a model and look</source>
      <translation>打开模型看看效果</translation>
    </message>
    <message>
      <source>Open folder</source>
      <translation>打开文件夹</translation>
    </message>
    <message>
      <source>Open…</source>
      <translation>打开…</translation>
    </message>
    <message>
      <source>Or drop a folder, a YAML, a zip, a model or a video anywhere on this window.</source>
      <translation>也可把文件夹、YAML、zip、模型或视频拖到此窗口的任意位置。</translation>
    </message>
    <message>
      <source>Recent</source>
      <translation>最近打开</translation>
    </message>
    <message>
      <source>What another program labelled or trained on; also COCO, VOC, CVAT, or a zip of it.</source>
      <translation>其他程序标注或训练所用的数据集；也可以是 COCO、VOC、CVAT 或其压缩包 (zip)。</translation>
    </message>
  </context>
  <context>
    <name>Windows</name>
    <message>
      <source>The language changes at the next start, as work is under way: {titles}.</source>
      <translation>语言将在下次启动时更改，因为有工作正在进行：{titles}。</translation>
    </message>
  </context>
  <context>
    <name>Wishes</name>
    <message>
      <source>16 bits, half the size</source>
      <translation>16 位，体积减半</translation>
    </message>
    <message>
      <source>32 bits</source>
      <translation>32 位</translation>
    </message>
    <message>
      <source>Boxes after NMS</source>
      <translation>NMS 后的框</translation>
    </message>
    <message>
      <source>Boxes; NMS in the app</source>
      <translation>框；NMS 由应用完成</translation>
    </message>
    <message>
      <source>Bytecode</source>
      <translation>字节码</translation>
    </message>
    <message>
      <source>Golden set</source>
      <translation>基准样本集</translation>
    </message>
    <message>
      <source>How the weights are stored. 16 bits make half the bytes; whether less is found is measured.</source>
      <translation>权重的存储方式。16 位体积减半；检出是否变少会实际测量。</translation>
    </message>
    <message>
      <source>None</source>
      <translation>无</translation>
    </message>
    <message>
      <source>Of PyTorch Mobile files: an app with an older runtime reads only older bytecode.</source>
      <translation>适用于 PyTorch Mobile 文件：旧运行时的应用只能读取较旧的字节码。</translation>
    </message>
    <message>
      <source>Output</source>
      <translation>输出</translation>
    </message>
    <message>
      <source>Pictures with what must be found in them, and small programs that check it on a device.</source>
      <translation>图片及必须检出的结果，以及在设备上核对的小程序。</translation>
    </message>
    <message>
      <source>Raw values</source>
      <translation>原始值</translation>
    </message>
    <message>
      <source>Tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>Weights</source>
      <translation>权重</translation>
    </message>
    <message>
      <source>What the file gives: boxes that the app still passes through a threshold and NMS, the network's own values, or finished detections with threshold, top-k and NMS inside.</source>
      <translation>文件的输出：还需由应用做阈值和 NMS 的框、网络的原始值，或内含阈值、top-k 和 NMS 的最终检测结果。</translation>
    </message>
    <message>
      <source>{count} pictures</source>
      <translation>{count} 张图片</translation>
    </message>
    <message>
      <source>{version}, the newest</source>
      <translation>{version}，最新</translation>
    </message>
  </context>
  <context>
    <name>WorstImages</name>
    <message>
      <source>Reading</source>
      <translation>正在读取</translation>
    </message>
    <message>
      <source>The report of this run has no pictures; open it to read why.</source>
      <translation>此训练记录的报告没有图片；打开报告查看原因。</translation>
    </message>
    <message>
      <source>They come with the report of a run, which has not been written yet.</source>
      <translation>它们随训练报告生成，报告尚未写出。</translation>
    </message>
    <message>
      <source>Worst images</source>
      <translation>最差图像</translation>
    </message>
    <message>
      <source>Write the report</source>
      <translation>写报告</translation>
    </message>
    <message>
      <source>click one to see it large</source>
      <translation>单击可放大</translation>
    </message>
  </context>
  <context>
    <name>_Copying</name>
    <message>
      <source>Stopped; no image was added.</source>
      <translation>已停止；没有添加图像。</translation>
    </message>
  </context>
  <context>
    <name>_Grid</name>
    <message>
      <source>Samples</source>
      <translation>样本</translation>
    </message>
  </context>
  <context>
    <name>core</name>
    <message>
      <source>       studio VERB [ARGUMENTS]    work without a window</source>
      <translation>      studio 命令 [参数]         不开窗口工作</translation>
    </message>
    <message>
      <source>    {epoch}/{epochs} epochs: loss {loss:.3f}, mAP@0.5 {map50:.3f}, {seconds:.1f} s</source>
      <translation>    {epoch}/{epochs} 轮：损失 {loss:.3f}，mAP@0.5 {map50:.3f}，{seconds:.1f} 秒</translation>
    </message>
    <message>
      <source>    {name}: mAP@0.5 {map50:.3f}, {boxes} boxes</source>
      <translation>    {name}：mAP@0.5 {map50:.3f}，{boxes} 个框</translation>
    </message>
    <message>
      <source> and </source>
      <translation>、</translation>
    </message>
    <message>
      <source> or </source>
      <translation> 或 </translation>
    </message>
    <message>
      <source>(as asked for).</source>
      <translation>（按要求）。</translation>
    </message>
    <message>
      <source>(what one box of the rarest class is worth at one of the ten overlaps).</source>
      <translation>（即最少的类别在十个重叠阈值之一上一个框的分量）。</translation>
    </message>
    <message>
      <source>+ also knows a little of the whole picture, by an average over all of it</source>
      <translation>+ 还通过全图平均值了解一点整体画面</translation>
    </message>
    <message>
      <source>, which counts for the usual {epochs} epochs</source>
      <translation>，按通常的 {epochs} 轮计</translation>
    </message>
    <message>
      <source>, {cut} of them cut</source>
      <translation>，其中 {cut} 张切成了切片</translation>
    </message>
    <message>
      <source>1 when a VOC file counts pixels from 1 (0)</source>
      <translation>VOC 文件的像素从 1 数起时为 1（0）</translation>
    </message>
    <message>
      <source>16-bit numbers</source>
      <translation>16 位数值</translation>
    </message>
    <message>
      <source>277 photos of LED lamps with boxes in four colours, from github.com/flyskywhy/wrgb, which states no licence.</source>
      <translation>277 张 LED 灯照片，带四种颜色的框，来自 github.com/flyskywhy/wrgb，未说明许可证。</translation>
    </message>
    <message>
      <source>8-bit numbers</source>
      <translation>8 位数值</translation>
    </message>
    <message>
      <source>A .cfg has sections such as [convolutional] with lines such as filters=32.</source>
      <translation>.cfg 由 [convolutional] 等小节组成，其中有 filters=32 这样的行。</translation>
    </message>
    <message>
      <source>A batch of {batch} can't be shared by {size} processes.</source>
      <translation>批大小 {batch} 无法平分给 {size} 个进程。</translation>
    </message>
    <message>
      <source>A box has no width or no height.</source>
      <translation>框没有宽或没有高。</translation>
    </message>
    <message>
      <source>A box in {image} can't be written: {reason}.</source>
      <translation>{image} 中的一个框无法写入：{reason}。</translation>
    </message>
    <message>
      <source>A box in {image} has no class.</source>
      <translation>{image} 中有一个框没有类别。</translation>
    </message>
    <message>
      <source>A box in {image} has no numbers.</source>
      <translation>{image} 中有一个框的坐标不是数字。</translation>
    </message>
    <message>
      <source>A box in {image} has no width or no height there.</source>
      <translation>{image} 中有一个框在图像内没有宽度或高度。</translation>
    </message>
    <message>
      <source>A box in {image} leaves it and is clipped.</source>
      <translation>{image} 中有一个框超出图像，已被裁剪。</translation>
    </message>
    <message>
      <source>A box is at most 2 px wide or high at the training size.</source>
      <translation>在训练尺寸下，框的宽或高不超过 2 像素。</translation>
    </message>
    <message>
      <source>A box is turned, of which the upright box around it is used.</source>
      <translation>框是旋转的，使用它的正放外接框。</translation>
    </message>
    <message>
      <source>A box is under 3 px at the training size.</source>
      <translation>在训练尺寸下，框小于 3 像素。</translation>
    </message>
    <message>
      <source>A box needs 5 values (class, centre x, centre y, width, height); this line has {count}.</source>
      <translation>一个框需要 5 个值（类别、中心 x、中心 y、宽、高），这一行有 {count} 个。</translation>
    </message>
    <message>
      <source>A box of {image} has several classes; the first is used.</source>
      <translation>{image} 的一个框有多个类别；使用第一个。</translation>
    </message>
    <message>
      <source>A box of {image} is turned; the upright box around it is used.</source>
      <translation>{image} 的一个框是旋转的；使用包围它的正立框。</translation>
    </message>
    <message>
      <source>A box on {image} has the class {name}.</source>
      <translation>{image} 中有一个框的类别是 {name}。</translation>
    </message>
    <message>
      <source>A box reaches beyond the image.</source>
      <translation>框超出图片。</translation>
    </message>
    <message>
      <source>A box that had attributes was changed by another program.</source>
      <translation>带属性的框被其他程序改过。</translation>
    </message>
    <message>
      <source>A class does not exist.</source>
      <translation>类别不存在。</translation>
    </message>
    <message>
      <source>A class has far fewer boxes than the others.</source>
      <translation>某个类别的框比其他类别少得多。</translation>
    </message>
    <message>
      <source>A class has no boxes.</source>
      <translation>某个类别没有框。</translation>
    </message>
    <message>
      <source>A class needs a name of one line.</source>
      <translation>类别名必须是一行文字。</translation>
    </message>
    <message>
      <source>A class that this is about is not in the dataset any more.</source>
      <translation>此处涉及的某个类别已不在数据集中。</translation>
    </message>
    <message>
      <source>A coordinate isn't between 0 and 1.</source>
      <translation>坐标不在 0 与 1 之间。</translation>
    </message>
    <message>
      <source>A copied box has a class that is no longer there.</source>
      <translation>复制的框的类别已不存在。</translation>
    </message>
    <message>
      <source>A data YAML has lines for train:, val: and names:.</source>
      <translation>数据 YAML 要有 train:、val: 和 names: 等行。</translation>
    </message>
    <message>
      <source>A declared folder or list does not exist.</source>
      <translation>声明的文件夹或列表不存在。</translation>
    </message>
    <message>
      <source>A declared folder or list holds no images.</source>
      <translation>声明的文件夹或列表中没有图片。</translation>
    </message>
    <message>
      <source>A file with a polygon is read as polygons throughout.</source>
      <translation>含有多边形的文件会整个按多边形读取。</translation>
    </message>
    <message>
      <source>A golden set can't have {count} pictures.</source>
      <translation>基准样本集不能是 {count} 张图片。</translation>
    </message>
    <message>
      <source>A golden set is made of photos, and none are given.</source>
      <translation>基准样本集由照片制成，但没有给出照片。</translation>
    </message>
    <message>
      <source>A label file belongs to no image.</source>
      <translation>标注文件不属于任何图片。</translation>
    </message>
    <message>
      <source>A label file can't be read.</source>
      <translation>标注文件无法读取。</translation>
    </message>
    <message>
      <source>A label file is not in plain UTF-8, which trainers can't read.</source>
      <translation>标注文件不是纯 UTF-8，训练程序无法读取。</translation>
    </message>
    <message>
      <source>A label is not one upright box, and is left out or taken as one.</source>
      <translation>某个标注不是一个正放的框，被略去或当作正放的框。</translation>
    </message>
    <message>
      <source>A label line has a class that doesn't exist.</source>
      <translation>标注行的类别不存在。</translation>
    </message>
    <message>
      <source>A label line has a sixth value, which is not used.</source>
      <translation>标注行有第六个值，不使用它。</translation>
    </message>
    <message>
      <source>A label line has commas, quotes or brackets; it is read all the same.</source>
      <translation>标注行带有逗号、引号或括号；仍会读取。</translation>
    </message>
    <message>
      <source>A label line has fewer than five values, or text among them.</source>
      <translation>某标注行少于五个值，或其中有文字。</translation>
    </message>
    <message>
      <source>A label line has keypoints, of which the box alone is used.</source>
      <translation>标注行带关键点，只使用其中的框。</translation>
    </message>
    <message>
      <source>A label line has text behind its box, which is not used.</source>
      <translation>标注行的框后面有文字，不使用它。</translation>
    </message>
    <message>
      <source>A label line is a polygon, of which the box around it is used.</source>
      <translation>标注行是多边形，使用它的外接框。</translation>
    </message>
    <message>
      <source>A line does not have five values.</source>
      <translation>某一行不是五个值。</translation>
    </message>
    <message>
      <source>A list can't name {path}, which has a line end in its path.</source>
      <translation>列表无法写出 {path}：它的路径里有换行符。</translation>
    </message>
    <message>
      <source>A list names an image that does not exist.</source>
      <translation>列表中的图片不存在。</translation>
    </message>
    <message>
      <source>A list names an image twice.</source>
      <translation>列表中同一图片出现两次。</translation>
    </message>
    <message>
      <source>A model can't have {count} classes.</source>
      <translation>模型不能有 {count} 个类别。</translation>
    </message>
    <message>
      <source>A page for the browser of a phone or computer, which needs no network once it is loaded</source>
      <translation>在手机或电脑浏览器中运行的网页，加载后无需网络</translation>
    </message>
    <message>
      <source>A phone sent {path}</source>
      <translation>手机发来 {path}</translation>
    </message>
    <message>
      <source>A photo of {width} × {height} px can't be cut into {rows} rows and {columns} columns.</source>
      <translation>{width} × {height} 像素的照片无法切成 {rows} 行 {columns} 列。</translation>
    </message>
    <message>
      <source>A picture may have up to {count} megapixels.</source>
      <translation>图片最多 {count} 百万像素。</translation>
    </message>
    <message>
      <source>A picture may have up to {mb} MB.</source>
      <translation>图片最大 {mb} MB。</translation>
    </message>
    <message>
      <source>A picture of {width} × {height} px has more than {most} tiles of {tiling}.</source>
      <translation>{width} × {height} 像素的图片按 {tiling} 会切出超过 {most} 块。</translation>
    </message>
    <message>
      <source>A quality of {quality} is not possible.</source>
      <translation>质量 {quality} 不可用。</translation>
    </message>
    <message>
      <source>A run can't be called “{name}”.</source>
      <translation>训练记录不能命名为“{name}”。</translation>
    </message>
    <message>
      <source>A run folder can't be made in {parent}: {reason}.</source>
      <translation>无法在 {parent} 中建立训练记录文件夹：{reason}。</translation>
    </message>
    <message>
      <source>A run goes on with its own settings, so {names} can't be set.</source>
      <translation>继续训练时沿用原来的设置，因此不能设置 {names}。</translation>
    </message>
    <message>
      <source>A run needs a name.</source>
      <translation>训练记录需要名称。</translation>
    </message>
    <message>
      <source>A set can't be drawn with {count} photos.</source>
      <translation>无法绘制含 {count} 张照片的数据集。</translation>
    </message>
    <message>
      <source>A share of {share} of the empty tiles is not possible.</source>
      <translation>空切片的比例 {share} 不可用。</translation>
    </message>
    <message>
      <source>A split by blocks can be fairer: a strip of the tiles of each photo is held out, with a margin of tiles in neither.</source>
      <translation>按块划分可以更公平：从每张照片留出一条切片，与之相邻的切片不归任何一边。</translation>
    </message>
    <message numerus="yes">
      <source>A strip of each of {n} photos is held out.</source>
      <comment>A strip of {n} photo is held out.</comment>
      <translation>
        <numerusform>从 {n} 张照片各留出一条。</numerusform>
      </translation>
    </message>
    <message>
      <source>A task names no image.</source>
      <translation>有一个任务没有写明图像。</translation>
    </message>
    <message>
      <source>A tile of {size} px is not possible.</source>
      <translation>切片不能是 {size} 像素。</translation>
    </message>
    <message>
      <source>A tiles.json was not written by this program, and says nothing of tiles here.</source>
      <translation>有一个 tiles.json 不是本程序写的，与这里的切片无关。</translation>
    </message>
    <message>
      <source>A val image is a copy of a train image.</source>
      <translation>一张验证图片是训练图片的副本。</translation>
    </message>
    <message>
      <source>A val image shows nearly the same picture as a train image.</source>
      <translation>验证图片与训练图片几乎相同。</translation>
    </message>
    <message>
      <source>A value in a label line isn't a number.</source>
      <translation>标注行中有值不是数字。</translation>
    </message>
    <message>
      <source>A value is below 0 or above 1.</source>
      <translation>某个值小于 0 或大于 1。</translation>
    </message>
    <message>
      <source>A value isn't a number.</source>
      <translation>某个值不是数字。</translation>
    </message>
    <message>
      <source>A visible share of {share} is not possible.</source>
      <translation>可见比例不能是 {share}。</translation>
    </message>
    <message>
      <source>Add --verify DATA to it.</source>
      <translation>请为它加上 --verify DATA。</translation>
    </message>
    <message>
      <source>Add a class first.</source>
      <translation>请先添加类别。</translation>
    </message>
    <message>
      <source>Add a class on the Label page, or name them in its YAML or obj.names.</source>
      <translation>请在“标注”页添加类别，或在其 YAML 或 obj.names 中命名。</translation>
    </message>
    <message>
      <source>Add a last row such as [[17, 20, 23], 1, Detect, []]; known heads are {names}.</source>
      <translation>请添加最后一行，例如 [[17, 20, 23], 1, Detect, []]；已知的检测头有 {names}。</translation>
    </message>
    <message>
      <source>Add a line such as train: images/train, or open the folder of images instead.</source>
      <translation>请添加一行，例如 train: images/train，或改为打开图像文件夹。</translation>
    </message>
    <message>
      <source>Add images first.</source>
      <translation>请先添加图像。</translation>
    </message>
    <message>
      <source>Add others first, or delete the folder in your file manager.</source>
      <translation>请先添加其他图像，或在文件管理器中删除该文件夹。</translation>
    </message>
    <message>
      <source>Add ptl to --to, or leave --bytecode out.</source>
      <translation>请在 --to 中加上 ptl，或去掉 --bytecode。</translation>
    </message>
    <message>
      <source>Adds up its rows value by value: they meet as in Concat, without making more channels.</source>
      <translation>把输入的各行逐值相加：与 Concat 一样汇合，但不增加通道。</translation>
    </message>
    <message>
      <source>All four reference trainers would take every image and box of these files once what is said of them is seen to: {names}.</source>
      <translation>处理好下面对各训练程序所说的事项后，四个参考训练程序都会接受这些文件中的每张图片和每个框：{names}。</translation>
    </message>
    <message>
      <source>All four reference trainers would take every image and box of these files.</source>
      <translation>四个参考训练程序都会接受这些文件中的每张图片和每个框。</translation>
    </message>
    <message>
      <source>All images come from one photo, so its tiles are on both sides and the scores will flatter.</source>
      <translation>所有图像来自同一张照片，其切片同时在训练集和验证集中，分数会偏高。</translation>
    </message>
    <message>
      <source>All images come from one photo.</source>
      <translation>所有图像都来自同一张照片。</translation>
    </message>
    <message>
      <source>All images would be held out, and none be left to learn from.</source>
      <translation>所有图像都会被留出，没有剩下可学习的。</translation>
    </message>
    <message>
      <source>All {count}</source>
      <translation>全部 {count}</translation>
    </message>
    <message>
      <source>All {count} frames asked for are done.</source>
      <translation>要求的 {count} 帧已全部完成。</translation>
    </message>
    <message>
      <source>All {count} images of {split} are those of train, so that scores on them say nothing about other photos.</source>
      <translation>{split} 的全部 {count} 张图片就是训练图片，在它们上面的分数说明不了其他照片。</translation>
    </message>
    <message>
      <source>All {count} pictures of {name} were shown.</source>
      <translation>{name} 的 {count} 张图片已全部显示。</translation>
    </message>
    <message>
      <source>All {count} val images are trained on as well: a score on them tells what was learnt by heart, and nothing of other photos. Split the dataset (studio split).</source>
      <translation>全部 {count} 张验证图像也用于训练：这样的分数只说明记住了什么，与其他照片无关。请划分数据集 (studio split)。</translation>
    </message>
    <message numerus="yes">
      <source>All {n} boxes agree with the checkpoint.</source>
      <comment>The one box agrees with the checkpoint.</comment>
      <translation>
        <numerusform>全部 {n} 个框都与检查点一致。</numerusform>
      </translation>
    </message>
    <message>
      <source>Allow writing to it if it may be changed, then try again.</source>
      <translation>如果可以更改它，请允许写入后重试。</translation>
    </message>
    <message>
      <source>An entry is no image: {reason}.</source>
      <translation>有一个条目不是图像：{reason}。</translation>
    </message>
    <message>
      <source>An event of the run is damaged: {reason}.</source>
      <translation>训练记录中的一个事件已损坏：{reason}。</translation>
    </message>
    <message>
      <source>An image can't be decoded.</source>
      <translation>图片无法解码。</translation>
    </message>
    <message>
      <source>An image file ends too early.</source>
      <translation>图片文件过早结束。</translation>
    </message>
    <message>
      <source>An image has another size than its labels say.</source>
      <translation>图片的大小与标注所说的不同。</translation>
    </message>
    <message>
      <source>An image is an exact copy of another one.</source>
      <translation>一张图片是另一张的完全副本。</translation>
    </message>
    <message>
      <source>An image is in both train and val.</source>
      <translation>一张图片同时在训练集和验证集中。</translation>
    </message>
    <message>
      <source>An image is turned by its EXIF orientation.</source>
      <translation>图片按其 EXIF 方向旋转。</translation>
    </message>
    <message>
      <source>An image is under 10 px, which trainers leave out.</source>
      <translation>图片小于 10 像素，训练程序会略过。</translation>
    </message>
    <message>
      <source>An interval of {seconds} s gives no frames.</source>
      <translation>间隔 {seconds} 秒取不到帧。</translation>
    </message>
    <message>
      <source>An overlap of {overlap} is not possible.</source>
      <translation>重叠不能是 {overlap}。</translation>
    </message>
    <message>
      <source>Android and iOS apps with ExecuTorch, which follows PyTorch Mobile</source>
      <translation>使用 ExecuTorch（PyTorch Mobile 的后继）的 Android 和 iOS 应用</translation>
    </message>
    <message>
      <source>Android and iOS apps with PyTorch Mobile's lite interpreter</source>
      <translation>使用 PyTorch Mobile lite 解释器的 Android 和 iOS 应用</translation>
    </message>
    <message>
      <source>Android apps with LiteRT (TensorFlow Lite), and the browser</source>
      <translation>使用 LiteRT (TensorFlow Lite) 的 Android 应用，以及浏览器</translation>
    </message>
    <message>
      <source>Another studio has been writing in {folder} for too long.</source>
      <translation>另一个 studio 在 {folder} 中写入的时间过长。</translation>
    </message>
    <message>
      <source>Apps for iPhone, iPad and Mac, on Apple's neural engine</source>
      <translation>iPhone、iPad 和 Mac 应用，使用 Apple 的神经引擎</translation>
    </message>
    <message>
      <source>As Detect, with a learnt offset per feature and factor per output, folded away on export.</source>
      <translation>与 Detect 相同，另为每个特征学习偏移、为每个输出学习系数，导出时折叠掉。</translation>
    </message>
    <message>
      <source>As not all use as many bits, the same light can be read as different greys.</source>
      <translation>由于各图使用的位数不同，同样的光线可能读成不同的灰度。</translation>
    </message>
    <message>
      <source>As v5lite-e, with finer cells for small objects; slower.</source>
      <translation>与 v5lite-e 相同，但单元更细，适合小目标；较慢。</translation>
    </message>
    <message>
      <source>As yolov5n, with finer cells for small objects; slower.</source>
      <translation>与 yolov5n 相同，但单元更细，适合小目标；较慢。</translation>
    </message>
    <message>
      <source>Ask whoever gave it to you.</source>
      <translation>请询问提供本程序的人。</translation>
    </message>
    <message>
      <source>Begin with something else than a full stop: it would hide the folder.</source>
      <translation>请不要以句点开头：那会隐藏文件夹。</translation>
    </message>
    <message>
      <source>Beside {file} lie several .data files that fit it: {names}.</source>
      <translation>{file} 旁边有多个与它相符的 .data 文件：{names}。</translation>
    </message>
    <message>
      <source>Between v5lite-e and yolov5n, in size and in what it sees.</source>
      <translation>大小和感受野介于 v5lite-e 与 yolov5n 之间。</translation>
    </message>
    <message>
      <source>Both were run at {side}x{side}, the size of the file.</source>
      <translation>两者都以文件的尺寸 {side}x{side} 运行。</translation>
    </message>
    <message>
      <source>Box missing</source>
      <translation>缺少框</translation>
    </message>
    <message>
      <source>Boxes do not depend on it; what reads single rows does. Export it again to have the usual order.</source>
      <translation>框不受此影响，但逐行读取的程序会受影响。重新导出即可恢复通常的顺序。</translation>
    </message>
    <message>
      <source>Boxes here belong to the picture as displayed. Look whether they fit: programs that pass over the orientation drew theirs on the picture lying on its side.</source>
      <translation>这里的框属于显示时的图片。请看它们是否吻合：忽略方向的程序是在横放的图片上画框的。</translation>
    </message>
    <message>
      <source>Boxes of an image that isn't in the file: {count}.</source>
      <translation>所属图像不在文件中的框：{count}。</translation>
    </message>
    <message>
      <source>Boxes of classes that the model does not know are not counted: {names}.</source>
      <translation>模型不认识的类别的框不计入：{names}。</translation>
    </message>
    <message>
      <source>Boxes of each class</source>
      <translation>各类别的框</translation>
    </message>
    <message>
      <source>Boxes of the {count} most frequent classes</source>
      <translation>最常见的 {count} 个类别的框</translation>
    </message>
    <message>
      <source>Boxes of these classes are in one photo only, to learn from or measure on, not both: {names}.</source>
      <translation>这些类别的框只出现在一张照片中，只能用于学习或测量之一：{names}。</translation>
    </message>
    <message>
      <source>Boxes of {image} around a crowd, taken as one object: {count}.</source>
      <translation>{image} 中包围一群物体、按一个物体处理的框：{count}。</translation>
    </message>
    <message>
      <source>Boxes per image</source>
      <translation>每张图片的框数</translation>
    </message>
    <message>
      <source>Boxes that leave their image at its left or top: {beyond} of {count}. Where x and y are a box's corner, --createml-origin top-left reads them so.</source>
      <translation>从左侧或上方超出图像的框：{count} 个中有 {beyond} 个。如果 x 和 y 是框的角点，请用 --createml-origin top-left 读取。</translation>
    </message>
    <message>
      <source>Boxes that reach beyond the image are cut at its edge.</source>
      <translation>超出图片的框在边缘处裁掉。</translation>
    </message>
    <message>
      <source>Boxes, classes and images</source>
      <translation>标注框、类别和图片</translation>
    </message>
    <message>
      <source>Bring all images, in the folders that the labels name, then do it again.</source>
      <translation>请把所有图片放到标签所写的文件夹中，然后重试。</translation>
    </message>
    <message>
      <source>Bring the picture to {width}x{height}, or export again at another size.</source>
      <translation>请把图片调整为 {width}x{height}，或以其他尺寸重新导出。</translation>
    </message>
    <message>
      <source>Bring tiles and photos in line first (studio sync), or choose another folder.</source>
      <translation>请先同步切片与照片（studio sync），或另选文件夹。</translation>
    </message>
    <message>
      <source>C++ and Kotlin sources with CMake and an Android project; no library but ncnn</source>
      <translation>C++ 和 Kotlin 源码，含 CMake 和 Android 工程；除 ncnn 外不需要其他库</translation>
    </message>
    <message>
      <source>C++ and Python programs with libtorch</source>
      <translation>使用 libtorch 的 C++ 和 Python 程序</translation>
    </message>
    <message>
      <source>Camera {index} can't be opened.</source>
      <translation>无法打开摄像头 {index}。</translation>
    </message>
    <message>
      <source>Camera {index} stopped sending pictures; check its plug and start again.</source>
      <translation>摄像头 {index} 不再传来画面；请检查接口后重新开始。</translation>
    </message>
    <message>
      <source>Cameras</source>
      <translation>摄像头</translation>
    </message>
    <message>
      <source>Change them in that file with a text editor, then open the dataset again.</source>
      <translation>请用文本编辑器修改该文件，然后重新打开数据集。</translation>
    </message>
    <message>
      <source>Check its paths, or open the folder of images instead.</source>
      <translation>请检查其中的路径，或改为打开图像文件夹。</translation>
    </message>
    <message>
      <source>Check its permissions and try again.</source>
      <translation>请检查权限后重试。</translation>
    </message>
    <message>
      <source>Check of {data}</source>
      <translation>{data} 的检查</translation>
    </message>
    <message>
      <source>Check that it is a text file you may read.</source>
      <translation>请检查它是否是可读的文本文件。</translation>
    </message>
    <message>
      <source>Check that it is plugged in and that no other program uses it, or try another number.</source>
      <translation>请检查它已插好且未被其他程序占用，或换一个编号。</translation>
    </message>
    <message>
      <source>Check that it is still there, and start again.</source>
      <translation>请检查它是否还在，然后重新开始。</translation>
    </message>
    <message>
      <source>Check that it is there and that you may write in both folders.</source>
      <translation>请检查它是否存在，以及您是否可写入两个文件夹。</translation>
    </message>
    <message>
      <source>Check that its images can be read, and keep empty tiles if none has boxes.</source>
      <translation>请检查其图像是否可读；如果都没有框，请保留空切片。</translation>
    </message>
    <message>
      <source>Check that the file is there and readable.</source>
      <translation>请检查文件是否存在且可读。</translation>
    </message>
    <message>
      <source>Check that the folder exists and that you may write there.</source>
      <translation>请检查文件夹是否存在、是否可写。</translation>
    </message>
    <message>
      <source>Check that there is room in the folder for temporary files.</source>
      <translation>请检查文件夹中是否有空间存放临时文件。</translation>
    </message>
    <message>
      <source>Check that you may read it.</source>
      <translation>请检查是否有读取权限。</translation>
    </message>
    <message>
      <source>Check that you may write in its folder.</source>
      <translation>请检查是否可写入其所在文件夹。</translation>
    </message>
    <message>
      <source>Check the address, the network and that the camera or server is on.</source>
      <translation>请检查地址、网络，以及摄像头或服务器是否已开启。</translation>
    </message>
    <message>
      <source>Check the dataset first: studio check lists what is wrong with it.</source>
      <translation>请先检查数据集：studio check 会列出其中的问题。</translation>
    </message>
    <message>
      <source>Check the name of the folder of images.</source>
      <translation>请检查图像文件夹的名称。</translation>
    </message>
    <message>
      <source>Check the network, or choose another address.</source>
      <translation>请检查网络，或选择其他地址。</translation>
    </message>
    <message>
      <source>Check the path and the file, then try again.</source>
      <translation>请检查路径和文件，然后重试。</translation>
    </message>
    <message>
      <source>Check the path and try again.</source>
      <translation>请检查路径后重试。</translation>
    </message>
    <message>
      <source>Check the port; try http://.</source>
      <translation>请检查端口，或试试 http://。</translation>
    </message>
    <message>
      <source>Check what follows its name.</source>
      <translation>请检查其名称之后的部分。</translation>
    </message>
    <message>
      <source>Check what {option} says.</source>
      <translation>请检查 {option} 的内容。</translation>
    </message>
    <message>
      <source>Checkpoint best.pt, SHA-256: {digest}</source>
      <translation>检查点 best.pt，SHA-256：{digest}</translation>
    </message>
    <message>
      <source>Choose a camera, a video, a picture or a folder of them, an address, or the sample scene.</source>
      <translation>请选择摄像头、视频、图片或图片文件夹、网址或示例场景。</translation>
    </message>
    <message>
      <source>Choose a folder elsewhere, beside the dataset.</source>
      <translation>请选择别处的文件夹，例如数据集旁边。</translation>
    </message>
    <message>
      <source>Choose a folder of photos, such as .jpg, .png or .tif files.</source>
      <translation>请选择照片文件夹，例如含 .jpg、.png 或 .tif 文件的文件夹。</translation>
    </message>
    <message>
      <source>Choose a folder outside {root}.</source>
      <translation>请选择 {root} 之外的文件夹。</translation>
    </message>
    <message>
      <source>Choose a folder without points in its whole path.</source>
      <translation>请选择完整路径中没有点号的文件夹。</translation>
    </message>
    <message>
      <source>Choose a shorter one.</source>
      <translation>请选择更短的名称。</translation>
    </message>
    <message>
      <source>Choose an empty folder.</source>
      <translation>请选择空文件夹。</translation>
    </message>
    <message>
      <source>Choose another --out, or move it elsewhere.</source>
      <translation>请换一个 --out，或把它移到别处。</translation>
    </message>
    <message>
      <source>Choose another --out, or remove it first.</source>
      <translation>请换一个 --out，或先把它移走。</translation>
    </message>
    <message>
      <source>Choose another --out.</source>
      <translation>请换一个 --out。</translation>
    </message>
    <message>
      <source>Choose another folder for the photos, or empty this one.</source>
      <translation>请为照片另选文件夹，或清空此文件夹。</translation>
    </message>
    <message>
      <source>Choose another folder for the tiles, or empty this one.</source>
      <translation>请为切片选择其他文件夹，或清空此文件夹。</translation>
    </message>
    <message>
      <source>Choose another folder with --out, or set STUDIO_RUNS.</source>
      <translation>请用 --out 选择其他文件夹，或设置 STUDIO_RUNS。</translation>
    </message>
    <message>
      <source>Choose another folder, or empty this one.</source>
      <translation>请选择另一个文件夹，或清空此文件夹。</translation>
    </message>
    <message>
      <source>Choose another format than {title}.</source>
      <translation>请选择 {title} 以外的格式。</translation>
    </message>
    <message>
      <source>Choose another name for --out.</source>
      <translation>请为 --out 另选名称。</translation>
    </message>
    <message>
      <source>Choose another name.</source>
      <translation>请换一个名称。</translation>
    </message>
    <message>
      <source>Choose another port, or 0 for a free one.</source>
      <translation>请换一个端口，或用 0 表示任意空闲端口。</translation>
    </message>
    <message>
      <source>Choose another: on Windows it is the name of a device.</source>
      <translation>请换一个：在 Windows 上这是设备名。</translation>
    </message>
    <message>
      <source>Choose one from 1024 to 65535, or 0 for a free one.</source>
      <translation>请选择 1024 到 65535 之间的端口，或用 0 表示任意空闲端口。</translation>
    </message>
    <message>
      <source>Class names are those of {file}.</source>
      <translation>类别名取自 {file}。</translation>
    </message>
    <message>
      <source>Classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>Classes differ by colour, so hue and saturation are left nearly alone.</source>
      <translation>类别以颜色区分，因此色相和饱和度几乎不变。</translation>
    </message>
    <message>
      <source>Classes without a name: {count} of {total}; number {id} is called {name}.</source>
      <translation>没有名称的类别：{total} 个中有 {count} 个；编号 {id} 显示为 {name}。</translation>
    </message>
    <message>
      <source>Classes: {names}.</source>
      <translation>类别：{names}。</translation>
    </message>
    <message>
      <source>Close it with the same sign.</source>
      <translation>请用相同的符号闭合它。</translation>
    </message>
    <message>
      <source>Close it, and part what is in it with commas.</source>
      <translation>请闭合它，其中各项用逗号分隔。</translation>
    </message>
    <message>
      <source>Close it, or end it if it hangs, then try again.</source>
      <translation>请关闭它，若无响应请结束它，然后重试。</translation>
    </message>
    <message>
      <source>Close other programs and try again.</source>
      <translation>请关闭其他程序后重试。</translation>
    </message>
    <message>
      <source>Close what has files of the run open, see that you may write there, and try again.</source>
      <translation>请关闭正在使用此训练记录文件的程序，检查可写权限，然后重试。</translation>
    </message>
    <message>
      <source>Close what uses it, and check that you may write there.</source>
      <translation>请关闭占用它的程序，并检查那里是否可写。</translation>
    </message>
    <message>
      <source>Commas, quotes and brackets in this line are passed over; others stop at them.</source>
      <translation>此行中的逗号、引号和括号已略过；其他程序会因此停止。</translation>
    </message>
    <message>
      <source>Compare it with a table under resources/models.</source>
      <translation>请与 resources/models 中的网络结构表比较。</translation>
    </message>
    <message>
      <source>Comparing with the checkpoint.</source>
      <translation>正在与检查点比较。</translation>
    </message>
    <message>
      <source>Computers with Intel's processors, graphics or neural units</source>
      <translation>使用 Intel 处理器、显卡或神经单元的电脑</translation>
    </message>
    <message>
      <source>Confusion at a confidence of {confidence:.3f}</source>
      <translation>置信度 {confidence:.3f} 时的混淆矩阵</translation>
    </message>
    <message>
      <source>Connect this machine, or name a mirror in PIP_INDEX_URL, and run it again: it goes on.</source>
      <translation>请连接网络，或在 PIP_INDEX_URL 中指定镜像，然后重新运行：会从中断处继续。</translation>
    </message>
    <message>
      <source>Convert it to JPEG or PNG.</source>
      <translation>请转换为 JPEG 或 PNG。</translation>
    </message>
    <message>
      <source>Convert it to MP4 with H.264, or give a folder of pictures.</source>
      <translation>请转换为 H.264 编码的 MP4，或给出图片文件夹。</translation>
    </message>
    <message>
      <source>Convert it to MP4 with H.264, then try again.</source>
      <translation>请转换为 H.264 的 MP4，然后重试。</translation>
    </message>
    <message>
      <source>Converts models to TFLite, for Android and the browser.</source>
      <translation>把模型转换为 TFLite，用于 Android 和浏览器。</translation>
    </message>
    <message>
      <source>Copy boxes anew, or bring the class back with Redo.</source>
      <translation>请重新复制框，或用“重做”恢复该类别。</translation>
    </message>
    <message>
      <source>Copy it again from where it came, or remove it from the dataset.</source>
      <translation>请从来源重新复制，或从数据集中移除。</translation>
    </message>
    <message>
      <source>Copy its text if you need it.</source>
      <translation>如有需要，请先复制其文字。</translation>
    </message>
    <message>
      <source>Copy the model into a file and give that.</source>
      <translation>请把模型复制为文件，再给出该文件。</translation>
    </message>
    <message>
      <source>CoreML's own is not exact: the app does it, in 40 lines of Swift</source>
      <translation>CoreML 自带的不精确：由应用完成，约 40 行 Swift</translation>
    </message>
    <message>
      <source>Correct it.</source>
      <translation>请更正它。</translation>
    </message>
    <message>
      <source>Correct mask, anchors or num.</source>
      <translation>请更正 mask、anchors 或 num。</translation>
    </message>
    <message>
      <source>Correct one of the two.</source>
      <translation>请更正两者之一。</translation>
    </message>
    <message>
      <source>Correct the description, or export it again.</source>
      <translation>请更正说明信息，或重新导出。</translation>
    </message>
    <message>
      <source>Costs images or boxes</source>
      <translation>损失图片或框</translation>
    </message>
    <message>
      <source>Count the classes from 0.</source>
      <translation>类别编号应从 0 开始。</translation>
    </message>
    <message>
      <source>Ctrl+C ends it.</source>
      <translation>按 Ctrl+C 结束。</translation>
    </message>
    <message>
      <source>Curves</source>
      <translation>曲线</translation>
    </message>
    <message>
      <source>Cut boxes at the edge</source>
      <translation>在边缘裁框</translation>
    </message>
    <message>
      <source>Cut it into parts of at most {count:,} pixels each.</source>
      <translation>请把它切成每块最多 {count:,} 像素的部分。</translation>
    </message>
    <message>
      <source>Cut the photos again, or put back the tile as it was.</source>
      <translation>请重新切图，或把该切片恢复原样。</translation>
    </message>
    <message>
      <source>Cut the photos into tiles, or train at a larger size.</source>
      <translation>把照片切图，或用更大的尺寸训练。</translation>
    </message>
    <message>
      <source>DATA is a folder of images, a data YAML or a darknet obj.data; MODEL is a run folder,</source>
      <translation>DATA 是图像文件夹、数据 YAML 或 darknet obj.data；MODEL 是训练记录文件夹、</translation>
    </message>
    <message>
      <source>Darknet and OpenCV 4, with its .cfg; for yolov2-, 3-, 4- and 7-tiny</source>
      <translation>Darknet 和 OpenCV 4，附带 .cfg；适用于 yolov2-、3-、4- 和 7-tiny</translation>
    </message>
    <message>
      <source>Darknet has no section for row {index} of {name}, {module}.</source>
      <translation>Darknet 没有对应 {name} 第 {index} 行 {module} 的小节。</translation>
    </message>
    <message>
      <source>Darknet keeps a network in two files; put both into one folder under one name.</source>
      <translation>Darknet 的网络分为两个文件；请用同一名称放在同一文件夹中。</translation>
    </message>
    <message>
      <source>Darknet's newer small one; finds more than yolov3-tiny.</source>
      <translation>Darknet 较新的小模型；比 yolov3-tiny 检出更多。</translation>
    </message>
    <message>
      <source>Darknet's small one; for devices that run darknet or OpenCV.</source>
      <translation>Darknet 的小模型；用于运行 darknet 或 OpenCV 的设备。</translation>
    </message>
    <message>
      <source>Data</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>Declare images to train on, or use the split {name}.</source>
      <translation>请声明训练图像，或使用划分 {name}。</translation>
    </message>
    <message>
      <source>Declared folders or lists that do not exist: {count}. The first: {message}</source>
      <translation>声明的文件夹或列表不存在：{count} 个。第一个：{message}</translation>
    </message>
    <message>
      <source>Declared folders or lists without images: {count}. The first: {message}</source>
      <translation>声明的文件夹或列表中没有图像：{count} 个。第一个：{message}</translation>
    </message>
    <message>
      <source>Decode them as they are, or export it again.</source>
      <translation>请按其原样解码，或重新导出。</translation>
    </message>
    <message>
      <source>Decode them with grid, strides and anchors, or export it again with a decoded head.</source>
      <translation>请用网格、步长和锚框解码，或用已解码的检测头重新导出。</translation>
    </message>
    <message>
      <source>Delete what you no longer need from {folder} yourself.</source>
      <translation>请自行从 {folder} 中删除不再需要的内容。</translation>
    </message>
    <message>
      <source>Desktop, server and web with onnxruntime; the usual way to other converters</source>
      <translation>使用 onnxruntime 的电脑、服务器和网页；转往其他格式的常用途径</translation>
    </message>
    <message>
      <source>Did you mean {verb}?</source>
      <translation>您是否想用 {verb}？</translation>
    </message>
    <message>
      <source>Disk</source>
      <translation>磁盘</translation>
    </message>
    <message>
      <source>Divide them once more, or export it again without the factor of 255 inside.</source>
      <translation>请再除一次，或导出时去掉内部的 255 系数。</translation>
    </message>
    <message>
      <source>Do that part on such a computer; the others work here.</source>
      <translation>请在这样的电脑上完成该部分；其余部分可在这里进行。</translation>
    </message>
    <message>
      <source>Don't multiply them again, or export it again.</source>
      <translation>请不要再次相乘，或重新导出。</translation>
    </message>
    <message>
      <source>Done</source>
      <translation>完成</translation>
    </message>
    <message>
      <source>Draw boxes on some images first.</source>
      <translation>请先在一些图像上画框。</translation>
    </message>
    <message>
      <source>Draw on this image what is on the other, too.</source>
      <translation>请把另一张图片上的物体也在这张上画出来。</translation>
    </message>
    <message>
      <source>Draw some boxes on the Label page first.</source>
      <translation>请先在“标注”页画一些框。</translation>
    </message>
    <message>
      <source>Drawn photos of LED chains with boxes in four colours: 40, or as you ask for.</source>
      <translation>绘制的 LED 灯串照片，带四种颜色的标注框：40 张，或按要求绘制。</translation>
    </message>
    <message>
      <source>Drawn twice</source>
      <translation>重复绘制</translation>
    </message>
    <message>
      <source>Each photo of {names} shows one class only, and there are few: a class may have been learnt from its photo's background. Which class is taken for which on photos of another day shows it.</source>
      <translation>{names} 的每张照片只有一个类别，而且照片很少：类别可能是从照片的背景学到的。在另一天的照片上看哪个类别被认成哪个，就能看出来。</translation>
    </message>
    <message>
      <source>Each row is [from, number, module, args], such as [-1, 1, Conv, [64, 3, 2]].</source>
      <translation>每一行是 [from, number, module, args]，例如 [-1, 1, Conv, [64, 3, 2]]。</translation>
    </message>
    <message>
      <source>End with something else than a full stop.</source>
      <translation>请不要以句点结尾。</translation>
    </message>
    <message>
      <source>Entries that are neither boxes nor images: {count}.</source>
      <translation>既不是框也不是图像的条目：{count}。</translation>
    </message>
    <message>
      <source>Every box agrees with the checkpoint ({count} in all), but it finds nothing above {usual} yet: they were compared above {confidence}. Train it longer before it is used.</source>
      <translation>所有框都与检查点一致（共 {count} 个），但它在 {usual} 以上还检不出任何目标：是在 {confidence} 以上比较的。使用前请多训练一些。</translation>
    </message>
    <message>
      <source>Everything up to the last whole epoch is kept: bring them back, then go on with studio train --resume {run}.</source>
      <translation>到最后一个完整轮次为止的内容都已保留：请把它们放回原处，然后用 studio train --resume {run} 继续。</translation>
    </message>
    <message>
      <source>Exchange them, or export it again.</source>
      <translation>请交换它们，或重新导出。</translation>
    </message>
    <message>
      <source>Export again with --imgsz {imgsz}, or leave --imgsz out.</source>
      <translation>请用 --imgsz {imgsz} 重新导出，或去掉 --imgsz。</translation>
    </message>
    <message>
      <source>Export it again from its checkpoint with this program.</source>
      <translation>请用本程序从检查点重新导出。</translation>
    </message>
    <message>
      <source>Export it again from its checkpoint, or correct the description beside it.</source>
      <translation>请从检查点重新导出，或更正它旁边的说明信息。</translation>
    </message>
    <message>
      <source>Export it again from its checkpoint, with a smaller image size.</source>
      <translation>请以较小的图像尺寸从检查点重新导出。</translation>
    </message>
    <message>
      <source>Export it again from its checkpoint.</source>
      <translation>请从检查点重新导出。</translation>
    </message>
    <message>
      <source>Export it again from its checkpoint; if others fail as well, more memory may help.</source>
      <translation>请从检查点重新导出；如果其他文件也失败，增加内存可能有用。</translation>
    </message>
    <message>
      <source>Export it again with each scale's own; those that fit are, finest first: {anchors}.</source>
      <translation>请用各尺度自己的参数重新导出；从最细起，相符的依次是：{anchors}。</translation>
    </message>
    <message>
      <source>Export it again with the checkpoint's own.</source>
      <translation>请用检查点自己的锚框重新导出。</translation>
    </message>
    <message>
      <source>Export it again with x from a cell's column and y from its row.</source>
      <translation>请重新导出，使 x 来自单元的列、y 来自单元的行。</translation>
    </message>
    <message>
      <source>Export it again, or check that it and {name} are whole.</source>
      <translation>请重新导出，或检查它和 {name} 是否完整。</translation>
    </message>
    <message>
      <source>Export it again, or check that the file is whole.</source>
      <translation>请重新导出，或检查文件是否完整。</translation>
    </message>
    <message>
      <source>Export it again, or check that the folder is whole.</source>
      <translation>请重新导出，或检查文件夹是否完整。</translation>
    </message>
    <message>
      <source>Export it from CVAT with all frames, or as CVAT for images.</source>
      <translation>请从 CVAT 导出全部帧，或导出为 CVAT for images。</translation>
    </message>
    <message>
      <source>Export it with this program, or put {name} beside it.</source>
      <translation>请用本程序导出，或把 {name} 放在它旁边。</translation>
    </message>
    <message>
      <source>Export the model again from its checkpoint.</source>
      <translation>请从检查点重新导出模型。</translation>
    </message>
    <message>
      <source>Export to another format, or set its environment up anew with studio setup tflite.</source>
      <translation>请导出为其他格式，或用 studio setup tflite 重新准备环境。</translation>
    </message>
    <message>
      <source>Export to another format, or train one of yolov2-tiny, yolov3-tiny, yolov4-tiny and yolov7-tiny.</source>
      <translation>请导出为其他格式，或训练 yolov2-tiny、yolov3-tiny、yolov4-tiny、yolov7-tiny 之一。</translation>
    </message>
    <message>
      <source>Export to another format, or with --head raw.</source>
      <translation>请导出为其他格式，或使用 --head raw。</translation>
    </message>
    <message>
      <source>Export to another format.</source>
      <translation>请导出为其他格式。</translation>
    </message>
    <message>
      <source>Exporting with {option} is not available yet.</source>
      <translation>暂不支持用 {option} 导出。</translation>
    </message>
    <message>
      <source>Exporting {format}.</source>
      <translation>正在导出 {format}。</translation>
    </message>
    <message>
      <source>Faults in the class names: {count}. The first: {file}: {message}</source>
      <translation>类别名有误：{count} 处。第一处：{file}：{message}</translation>
    </message>
    <message>
      <source>Feed it (value / 255 - 0.5) * 2, or export it again for values from 0 to 1.</source>
      <translation>请输入 (value / 255 - 0.5) * 2，或重新导出为 0 到 1 的值。</translation>
    </message>
    <message>
      <source>Feed it the channels of each pixel side by side, or export it again as NCHW.</source>
      <translation>请把每个像素的通道相邻排列后输入，或以 NCHW 重新导出。</translation>
    </message>
    <message>
      <source>Feed it the pixels undivided, or export it again without the division inside.</source>
      <translation>请直接输入像素值而不除以 255，或导出时去掉内部的除法。</translation>
    </message>
    <message>
      <source>Feed it {colour}, or export it again so that it takes {own_colour}.</source>
      <translation>请输入 {colour}，或重新导出使其接受 {own_colour}。</translation>
    </message>
    <message>
      <source>Fetch again; it goes on where it stopped.</source>
      <translation>请重新下载；会从中断处继续。</translation>
    </message>
    <message>
      <source>Fetch it again; if it stays so, get it from its publisher's pages.</source>
      <translation>请重新下载；如果仍然如此，请从发布者的页面获取。</translation>
    </message>
    <message>
      <source>Fetch the model with git lfs pull, or download the file by itself.</source>
      <translation>请用 git lfs pull 获取模型，或单独下载该文件。</translation>
    </message>
    <message>
      <source>Fetch them with: studio weights {name}</source>
      <translation>获取方法：studio weights {name}</translation>
    </message>
    <message>
      <source>Fetching {name}.</source>
      <translation>正在获取 {name}。</translation>
    </message>
    <message>
      <source>Figures and pictures of single images are those of an earlier report.</source>
      <translation>数字和单张图像的图片来自较早的报告。</translation>
    </message>
    <message>
      <source>Files as they were before: {count}.</source>
      <translation>恢复原样的文件：{count}。</translation>
    </message>
    <message>
      <source>Find mistakes anew.</source>
      <translation>请重新查找错误。</translation>
    </message>
    <message>
      <source>Findings that cost images or boxes: {count}; that make results doubtful: {doubts}.</source>
      <translation>损失图片或框的发现：{count}；使结果可疑的：{doubts}。</translation>
    </message>
    <message>
      <source>Finds more than the small ones, at three times the work.</source>
      <translation>比小模型检出更多，计算量为三倍。</translation>
    </message>
    <message>
      <source>For processors with wide vector units; larger than yolov5n.</source>
      <translation>适合向量单元较宽的处理器；比 yolov5n 大。</translation>
    </message>
    <message>
      <source>Frames that can't be decoded, and were left out: {count}.</source>
      <translation>无法解码而略过的帧：{count}。</translation>
    </message>
    <message>
      <source>Free some space in {folder}, or let STUDIO_HOME name a folder on another disk.</source>
      <translation>请在 {folder} 中腾出空间，或让 STUDIO_HOME 指向另一磁盘上的文件夹。</translation>
    </message>
    <message>
      <source>From {publisher}, licence {licence}, which may reach what is trained from them.</source>
      <translation>来自 {publisher}，许可证 {licence}，可能影响由它训练出的模型。</translation>
    </message>
    <message>
      <source>From {publisher}, licence: {licence}.</source>
      <translation>来自 {publisher}，许可证：{licence}。</translation>
    </message>
    <message>
      <source>From {publisher}, which states no licence.</source>
      <translation>来自 {publisher}，未说明许可证。</translation>
    </message>
    <message>
      <source>GFLOPs</source>
      <translation>GFLOPs</translation>
    </message>
    <message>
      <source>GFLOPs at 640</source>
      <translation>640 时 GFLOPs</translation>
    </message>
    <message>
      <source>Get it again from where it came from.</source>
      <translation>请从来源重新获取。</translation>
    </message>
    <message>
      <source>Get it again from where it came, or remove it from the dataset.</source>
      <translation>请从来源重新获取，或从数据集中移除。</translation>
    </message>
    <message>
      <source>Get the image again from where it came, or move it out of the folder.</source>
      <translation>重新取得这张图片，或把它移出文件夹。</translation>
    </message>
    <message>
      <source>Get the image again from where it came: a copy was interrupted.</source>
      <translation>重新取得这张图片：复制曾被中断。</translation>
    </message>
    <message>
      <source>Give --against a model of that size.</source>
      <translation>请为 --against 给出该尺寸的模型。</translation>
    </message>
    <message>
      <source>Give --against the checkpoint itself, or a file exported with decoded boxes.</source>
      <translation>请为 --against 给出检查点本身，或以已解码的框导出的文件。</translation>
    </message>
    <message>
      <source>Give --max-drop a number from 0 to 100, such as 0.5.</source>
      <translation>请为 --max-drop 给出 0 到 100 之间的数，例如 0.5。</translation>
    </message>
    <message>
      <source>Give --out or --resume a folder that all machines share.</source>
      <translation>请把 --out 或 --resume 设为所有机器共享的文件夹。</translation>
    </message>
    <message>
      <source>Give DATA, or --resume RUN to go on with a run.</source>
      <translation>请给出 DATA，或用 --resume RUN 继续一次训练。</translation>
    </message>
    <message>
      <source>Give a backup of this dataset.</source>
      <translation>请给出这个数据集的备份。</translation>
    </message>
    <message>
      <source>Give a backup that this program has written.</source>
      <translation>请给出本程序写的备份。</translation>
    </message>
    <message>
      <source>Give a dataset with images, and one image or more.</source>
      <translation>请给出含图像的数据集，以及至少一张图像。</translation>
    </message>
    <message>
      <source>Give a folder of images, a data YAML or a darknet obj.data.</source>
      <translation>请给出图像文件夹、数据 YAML 或 darknet obj.data。</translation>
    </message>
    <message>
      <source>Give a larger --epochs to train on.</source>
      <translation>请给出更大的 --epochs 以继续训练。</translation>
    </message>
    <message>
      <source>Give a name that ends with .yaml or .data.</source>
      <translation>请给出以 .yaml 或 .data 结尾的名称。</translation>
    </message>
    <message>
      <source>Give a run folder with best.pt or last.pt in it, or a checkpoint file.</source>
      <translation>请给出含 best.pt 或 last.pt 的训练记录文件夹，或检查点文件。</translation>
    </message>
    <message>
      <source>Give a run folder, a checkpoint (.pt), or a file exported as {suffixes}.</source>
      <translation>请给出训练记录文件夹、检查点 (.pt)，或导出的 {suffixes} 文件。</translation>
    </message>
    <message>
      <source>Give all of them the same number of anchors and the same settings.</source>
      <translation>请给它们相同数量的锚框和相同的设置。</translation>
    </message>
    <message>
      <source>Give all the same --out RUN.</source>
      <translation>请给所有进程相同的 --out RUN。</translation>
    </message>
    <message>
      <source>Give an empty or a new folder with --out.</source>
      <translation>请用 --out 给出空的或新的文件夹。</translation>
    </message>
    <message>
      <source>Give an image, or a folder with images.</source>
      <translation>请给出一张图像，或含图像的文件夹。</translation>
    </message>
    <message>
      <source>Give as many, or none, and they are fitted to the boxes.</source>
      <translation>请给出同样数量的锚框，或不给，由程序按框拟合。</translation>
    </message>
    <message>
      <source>Give both the same classes in the same order first.</source>
      <translation>请先让两者的类别及其顺序一致。</translation>
    </message>
    <message>
      <source>Give it another class or delete it first.</source>
      <translation>请先给它换一个类别，或删除它。</translation>
    </message>
    <message>
      <source>Give it another name.</source>
      <translation>请给它换个名字。</translation>
    </message>
    <message>
      <source>Give it one layer.</source>
      <translation>请只给它一层。</translation>
    </message>
    <message>
      <source>Give its new place: studio train --resume {run} DATA.</source>
      <translation>请给出它的新位置：studio train --resume {run} DATA。</translation>
    </message>
    <message>
      <source>Give lines that belong together the same number of spaces in front.</source>
      <translation>属于同一级的行，前面的空格数必须相同。</translation>
    </message>
    <message>
      <source>Give one of 32 px or more.</source>
      <translation>请给出 32 像素或更大的尺寸。</translation>
    </message>
    <message>
      <source>Give the .data file of its training with --data-file, or put it beside the checkpoint.</source>
      <translation>请用 --data-file 给出训练所用的 .data 文件，或把它放在检查点旁边。</translation>
    </message>
    <message>
      <source>Give the address of the camera's video itself; its manual or its makers' site has it.</source>
      <translation>请给出摄像头视频本身的地址；见其说明书或厂商网站。</translation>
    </message>
    <message>
      <source>Give the archive of a dataset.</source>
      <translation>请给出数据集的压缩包。</translation>
    </message>
    <message>
      <source>Give the file that Yolo-FastestV2 was trained with, with its line anchors=.</source>
      <translation>请给出训练 Yolo-FastestV2 所用的文件，其中有 anchors= 一行。</translation>
    </message>
    <message>
      <source>Give the folder a training wrote, with config.json in it.</source>
      <translation>请给出训练写出的文件夹，其中有 config.json。</translation>
    </message>
    <message>
      <source>Give the folder it is in, {folder}.</source>
      <translation>请给出它所在的文件夹 {folder}。</translation>
    </message>
    <message>
      <source>Give the folder that holds the images, too: --image-folder DIR.</source>
      <translation>请同时给出存放图像的文件夹：--image-folder DIR。</translation>
    </message>
    <message>
      <source>Give the list it was trained with, one name a line.</source>
      <translation>请给出训练时所用的列表，每行一个名称。</translation>
    </message>
    <message>
      <source>Give the model first, then the pictures.</source>
      <translation>请先给出模型，再给出图片。</translation>
    </message>
    <message>
      <source>Give the path of one video.</source>
      <translation>请给出一个视频的路径。</translation>
    </message>
    <message>
      <source>Give those boxes another class or delete them first.</source>
      <translation>请先给这些框换一个类别，或删除它们。</translation>
    </message>
    <message>
      <source>Go on to a later image and label it first.</source>
      <translation>请先到后面的一张图片并标注它。</translation>
    </message>
    <message>
      <source>Go on with it by --resume {run}, or choose another --out.</source>
      <translation>请用 --resume {run} 继续，或换一个 --out。</translation>
    </message>
    <message>
      <source>Go on with it under the name or in the folder it has now.</source>
      <translation>请以它现在的名称或所在文件夹继续。</translation>
    </message>
    <message>
      <source>Go online and try again, or get {address} elsewhere as {path}.</source>
      <translation>请联网后重试，或从别处获取 {address} 并存为 {path}。</translation>
    </message>
    <message>
      <source>Goes into web pages: onnxruntime-web and LiteRT.js.</source>
      <translation>装入网页：onnxruntime-web 和 LiteRT.js。</translation>
    </message>
    <message>
      <source>Good to know</source>
      <translation>供参考</translation>
    </message>
    <message>
      <source>Graphics card</source>
      <translation>显卡</translation>
    </message>
    <message>
      <source>Groups are counted from 0; correct group_id or groups.</source>
      <translation>组从 0 开始计数；请更正 group_id 或 groups。</translation>
    </message>
    <message>
      <source>Have the images copied, which gives them names of their own.</source>
      <translation>请让图像被复制，这样每张都有自己的名称。</translation>
    </message>
    <message>
      <source>Have them copied, or unpack the archive first.</source>
      <translation>请复制图片，或先解压压缩包。</translation>
    </message>
    <message>
      <source>Heavy while it learns, plain on the device; for GPUs.</source>
      <translation>训练时较重，在设备上较简单；适合 GPU。</translation>
    </message>
    <message>
      <source>Hold out a block of each photo (--group-by block), or images one by one (--group-by none) with scores that flatter.</source>
      <translation>请从每张照片留出一块 (--group-by block)，或逐张留出 (--group-by none)，但分数会偏高。</translation>
    </message>
    <message>
      <source>Hold out fewer photos.</source>
      <translation>请少留出几张照片。</translation>
    </message>
    <message>
      <source>Hold out whole photos instead, or cut the photos with Tile (studio tile), which notes the places.</source>
      <translation>请改为留出整张照片，或用“切图”（studio tile）切分照片，它会记下位置。</translation>
    </message>
    <message>
      <source>How much room is left can't be told ({reason}).</source>
      <translation>无法得知剩余空间（{reason}）。</translation>
    </message>
    <message>
      <source>How the training set {data} was cut is not known: {cause}</source>
      <translation>不知道训练集 {data} 是如何切图的：{cause}</translation>
    </message>
    <message>
      <source>How tiles lie in their photos can't be told from {name}.</source>
      <translation>无法从 {name} 得知切片在照片中的位置。</translation>
    </message>
    <message>
      <source>Hue and saturation are left nearly alone.</source>
      <translation>色相和饱和度几乎不变。</translation>
    </message>
    <message>
      <source>Hue and saturation are varied. Whether classes take on each other's colour can't be told: fewer than two have enough readable boxes and a colour of their own.</source>
      <translation>色相和饱和度会变化。无法判断类别是否会变成彼此的颜色：有足够可读的框且有自身颜色的类别不足两个。</translation>
    </message>
    <message>
      <source>Hue and saturation are varied. {judged} of {all} classes could be judged: at most {percent:.1f} % of the boxes of one take on the colour of another.</source>
      <translation>色相和饱和度会变化。{all} 个类别中有 {judged} 个可以判断：某一类的框最多有 {percent:.1f} % 会变成另一类的颜色。</translation>
    </message>
    <message>
      <source>Hue and saturation are varied. {judged} of {all} classes could be judged: none takes on the colour of another.</source>
      <translation>色相和饱和度会变化。{all} 个类别中有 {judged} 个可以判断：没有一类会变成另一类的颜色。</translation>
    </message>
    <message>
      <source>Hue and saturation are varied; no class takes on the colour of another.</source>
      <translation>色相和饱和度会变化；没有一类会变成另一类的颜色。</translation>
    </message>
    <message>
      <source>Images among these that the model was trained on: {n}; its scores flatter.</source>
      <translation>其中模型训练过的图像：{n} 张；分数会偏高。</translation>
    </message>
    <message>
      <source>Images can't be grouped by {name}.</source>
      <translation>图像不能按 {name} 分组。</translation>
    </message>
    <message>
      <source>Images have 16 bits a channel, of which 8 are used.</source>
      <translation>图片每通道 16 位，只用其中 8 位。</translation>
    </message>
    <message>
      <source>Images in both train and val: {count}; scores on val will flatter.</source>
      <translation>同时在训练集和验证集中的图像：{count} 张；验证集上的分数会偏高。</translation>
    </message>
    <message>
      <source>Images left out because no line of their labels can be read: {count}.</source>
      <translation>因标注没有一行可读而未使用的图像：{count} 张。</translation>
    </message>
    <message>
      <source>Images left out because they have no label file: {count}.</source>
      <translation>因没有标注文件而未使用的图像：{count} 张。</translation>
    </message>
    <message>
      <source>Images show nearly the same picture, or it mirrored.</source>
      <translation>有图片几乎相同，或互为镜像。</translation>
    </message>
    <message>
      <source>Images that a list names again, which are used once: {count}. The first: {place}</source>
      <translation>列表中重复出现、只用一次的图像：{count} 张。第一处：{place}</translation>
    </message>
    <message>
      <source>Images that are no tiles of these photos, and are left out: {count}.</source>
      <translation>不是这些照片的切片、因此略去的图片：{count}。</translation>
    </message>
    <message>
      <source>Images that have their label file in common with another one: {count}. The first: {message}</source>
      <translation>与另一图像共用标注文件的图像：{count} 张。第一处：{message}</translation>
    </message>
    <message>
      <source>Images that lists name and that do not exist: {count}. The first: {place}: {message}</source>
      <translation>列表中写了但不存在的图像：{count} 张。第一处：{place}：{message}</translation>
    </message>
    <message>
      <source>Images whose boxes are too small for the model, and those without boxes beside such, are looked at in tiles, up to 100 of an image, which takes as many times as long; --tile off looks at whole images only.</source>
      <translation>对模型来说框太小的图像，以及这类数据集中没有框的图像，会按切片查看，每张图像最多 100 个切片，耗时也按切片数成倍增加；--tile off 只看整张图像。</translation>
    </message>
    <message>
      <source>Images with 16 bits a channel: {count}, of which {bits} are used; the upper 8 of those are read. Other trainers read the upper 8 of 16.</source>
      <translation>每通道 16 位的图像：{count} 张，其中使用了 {bits} 位；读取这些位中的高 8 位。其他训练程序读取 16 位中的高 8 位。</translation>
    </message>
    <message>
      <source>Import it into a new folder, and open that: studio convert {path} --to yolo --out {out}</source>
      <translation>请导入到新文件夹，再打开它：studio convert {path} --to yolo --out {out}</translation>
    </message>
    <message>
      <source>Import them into a new folder, and go on with that.</source>
      <translation>请把它们导入到新文件夹，然后用它继续。</translation>
    </message>
    <message>
      <source>Inputs are square here: {sides} becomes its longer side.</source>
      <translation>此处输入为正方形：{sides} 取较长边。</translation>
    </message>
    <message>
      <source>Install Python {version} (on Debian and Ubuntu its package python3-venv, too), then try again.</source>
      <translation>请安装 Python {version}（在 Debian 和 Ubuntu 上还要安装 python3-venv 包），然后重试。</translation>
    </message>
    <message>
      <source>Install it with: pip install 'detection-studio[tensorboard]', or train without them.</source>
      <translation>安装方法：pip install 'detection-studio[tensorboard]'，或训练时不写它们。</translation>
    </message>
    <message>
      <source>Install it with: pip install pnnx</source>
      <translation>安装方法：pip install pnnx</translation>
    </message>
    <message>
      <source>Install it with: pip install {wanted}</source>
      <translation>安装方法：pip install {wanted}</translation>
    </message>
    <message>
      <source>Install the full Detection Studio, which has it; this is the lite one.</source>
      <translation>请安装完整版 Detection Studio，其中包含它；这是精简版。</translation>
    </message>
    <message>
      <source>Install the full program for that; all else works.</source>
      <translation>需要时请安装完整版程序；其他功能均可使用。</translation>
    </message>
    <message>
      <source>Install the studio with pip, and its extra {extra}.</source>
      <translation>请用 pip 安装 studio 及其附加项 {extra}。</translation>
    </message>
    <message>
      <source>Install what Qt needs, as root: {command}</source>
      <translation>请以 root 安装 Qt 所需的库：{command}</translation>
    </message>
    <message>
      <source>Installing.</source>
      <translation>正在安装。</translation>
    </message>
    <message>
      <source>It covers {part} of what the box of {name} covers, and the model finds one thing here.</source>
      <translation>它与 {name} 的框重叠 {part}，而模型在此只发现一个目标。</translation>
    </message>
    <message>
      <source>It drops images that don't fill a batch: with batch_size={batch} it would train on none of {images}. Make it smaller.</source>
      <translation>凑不满一批的图像会被丢弃：batch_size={batch} 时，{images} 幅图像一幅也不会参与训练。请把它调小。</translation>
    </message>
    <message>
      <source>It goes on using the labels kept in {name} as long as all files have as many bytes together: delete it.</source>
      <translation>只要所有文件的总字节数不变，它就一直使用 {name} 中保存的标注：请删除该文件。</translation>
    </message>
    <message>
      <source>It goes on using the labels kept in {name}, whatever was changed since: delete it.</source>
      <translation>它继续使用 {name} 中保存的标注，不管之后改了什么：请删除它。</translation>
    </message>
    <message>
      <source>It holds numbers of the kind {name}.</source>
      <translation>其中有 {name} 类型的数值。</translation>
    </message>
    <message>
      <source>It is left as it is; move it away to say something new of this image.</source>
      <translation>该文件保持原样；要为此图像填写新内容，请先将它移走。</translation>
    </message>
    <message>
      <source>It needs a .data file with [name], [train-configure] and [data-configure].</source>
      <translation>它需要含有 [name]、[train-configure] 和 [data-configure] 的 .data 文件。</translation>
    </message>
    <message>
      <source>It needs a line such as train = train.txt.</source>
      <translation>其中需要 train = train.txt 这样的一行。</translation>
    </message>
    <message>
      <source>It needs anchors, backbone and head, as in the tables under resources/models.</source>
      <translation>其中需要 anchors、backbone 和 head，如 resources/models 中的网络结构表。</translation>
    </message>
    <message>
      <source>It needs lists of images, train.txt and val.txt, with whole paths.</source>
      <translation>它需要图片列表 train.txt 和 val.txt，其中写完整路径。</translation>
    </message>
    <message>
      <source>It needs nc, the number of classes, which the YAML lacks, and stops.</source>
      <translation>它需要类别数 nc，而 YAML 中没有，因此会停止。</translation>
    </message>
    <message>
      <source>It needs the tiles.json that cutting wrote, or tiles called PHOTO_1, PHOTO_2, … whose borders fit; give --columns N if their colours are all alike.</source>
      <translation>需要切图时写下的 tiles.json，或名为 PHOTO_1、PHOTO_2……且边缘吻合的切片；若颜色都一样，请给出 --columns N。</translation>
    </message>
    <message>
      <source>It needs {name} in the YAML, which lacks it, and stops.</source>
      <translation>它要求 YAML 中有 {name}，而其中没有，因此会停止。</translation>
    </message>
    <message>
      <source>It opens a data YAML only, and the dataset is described by {name}.</source>
      <translation>它只打开数据 YAML，而这个数据集由 {name} 描述。</translation>
    </message>
    <message>
      <source>It overlaps what the model finds by {part}; boxes of this size usually by {usual}.</source>
      <translation>它与模型检测结果的重叠为 {part}；此尺寸的框通常为 {usual}。</translation>
    </message>
    <message>
      <source>It passes over path in the YAML, and looks for train and val elsewhere.</source>
      <translation>它忽略 YAML 中的 path，到别处找 train 和 val。</translation>
    </message>
    <message>
      <source>It runs on {device}.</source>
      <translation>将在 {device} 上运行。</translation>
    </message>
    <message>
      <source>It shows numbers for names, which it needs as a list; the YAML numbers them.</source>
      <translation>它以编号代替名称显示，因为它要求 names 是列表；这个 YAML 给它们编了号。</translation>
    </message>
    <message>
      <source>It stops at a batch in which no image has a box: {count} are without objects.</source>
      <translation>遇到所有图片都没有框的一批时它会停止：无目标的图片有 {count} 张。</translation>
    </message>
    <message>
      <source>It stretches pictures to its input, where others letterbox: {count} are not square.</source>
      <translation>它把图片拉伸到输入尺寸，而其他程序用 letterbox：有 {count} 张不是正方形。</translation>
    </message>
    <message>
      <source>It takes path as seen from its own program folder, not from the YAML.</source>
      <translation>它把 path 看作相对于自己的程序文件夹，而不是相对于 YAML。</translation>
    </message>
    <message>
      <source>It takes the dot in the folder {folder} for the end of the name.</source>
      <translation>它把文件夹 {folder} 中的点当作名称的结尾。</translation>
    </message>
    <message>
      <source>It takes train and val as seen from its own program folder, not from the YAML.</source>
      <translation>它把 train 和 val 理解为相对于自己的程序文件夹，而不是相对于 YAML。</translation>
    </message>
    <message>
      <source>It takes train and val as seen from the folder it is started in.</source>
      <translation>它把 train 和 val 看作相对于启动它的文件夹。</translation>
    </message>
    <message>
      <source>It takes {line} as seen from the folder it is started in.</source>
      <translation>它把 {line} 看作相对于启动它的文件夹。</translation>
    </message>
    <message>
      <source>It takes {line} for a file without a name: lines must not begin with a dot.</source>
      <translation>它把 {line} 当作没有名称的文件：行不能以点开头。</translation>
    </message>
    <message>
      <source>It was moved, renamed or deleted: bring it back, or open it where it is now.</source>
      <translation>它已被移动、改名或删除：请把它放回，或从现在的位置打开。</translation>
    </message>
    <message>
      <source>It was not there.</source>
      <translation>它不在那里。</translation>
    </message>
    <message>
      <source>Its data can't be compared; the run itself is not touched by this.</source>
      <translation>无法比较它的数据；训练记录本身不受影响。</translation>
    </message>
    <message>
      <source>Its first line has to hold 18 numbers above 0 with commas between, or move it elsewhere.</source>
      <translation>其第一行必须是 18 个大于 0、以逗号分隔的数，或请把它移到别处。</translation>
    </message>
    <message>
      <source>Its images are no tiles of photos that can be told.</source>
      <translation>其中的图片不是能够辨认出所属照片的切片。</translation>
    </message>
    <message>
      <source>Its line names = must lead to a file with one class name per line.</source>
      <translation>其中 names = 一行必须指向每行一个类别名的文件。</translation>
    </message>
    <message>
      <source>Its {key} can't be used: {value}.</source>
      <translation>其中的 {key} 无法使用：{value}。</translation>
    </message>
    <message>
      <source>JSON</source>
      <translation>JSON</translation>
    </message>
    <message>
      <source>Join them side by side, or export it again with one output.</source>
      <translation>请把它们并排拼接，或以单一输出重新导出。</translation>
    </message>
    <message>
      <source>Judged as {numbers}{why}: scores may differ by {score:g}, sides by {box:g} px of the {of}.</source>
      <translation>按 {numbers} 判定{why}：分数允许相差 {score:g}，边允许相差 {box:g} 像素（{of}）。</translation>
    </message>
    <message>
      <source>Judged at a confidence of {confidence:.3f} and an IoU of {iou}. White dashes are the truth, solid lines what was found.</source>
      <translation>在置信度 {confidence:.3f}、IoU {iou} 下判定。白色虚线为真值，实线为检出结果。</translation>
    </message>
    <message>
      <source>KB fetched</source>
      <translation>KB 已下载</translation>
    </message>
    <message>
      <source>Keep one of the two.</source>
      <translation>请保留两者之一。</translation>
    </message>
    <message>
      <source>Keep one of them: a copy teaches nothing, and in val it flatters.</source>
      <translation>只留一张：副本教不了什么，在验证集中还会使分数虚高。</translation>
    </message>
    <message>
      <source>Keep one: remove what follows the line of three dashes.</source>
      <translation>请只保留一个：删除三条短横线那一行之后的内容。</translation>
    </message>
    <message>
      <source>Keep such images on one side of a split, or keep the best of them.</source>
      <translation>把这样的图片放在划分的同一侧，或只留最好的一张。</translation>
    </message>
    <message>
      <source>Keeps the strongest value of each small window and learns nothing: a cheap way to halve the grid, or, with stride 1, to look around.</source>
      <translation>保留每个小窗口中的最大值，不学习：以很小的代价把网格减半，步长为 1 时则用来观察周围。</translation>
    </message>
    <message>
      <source>Known activations are {names}.</source>
      <translation>已知的激活函数有 {names}。</translation>
    </message>
    <message>
      <source>Known are {titles}.</source>
      <translation>已知的格式有 {titles}。</translation>
    </message>
    <message>
      <source>Known modules are {names}.</source>
      <translation>已知的模块有 {names}。</translation>
    </message>
    <message>
      <source>Known ones are leaky, linear, mish, relu, logistic, swish and hardswish.</source>
      <translation>已知的有 leaky、linear、mish、relu、logistic、swish 和 hardswish。</translation>
    </message>
    <message>
      <source>Known sections are {names}.</source>
      <translation>已知的小节有 {names}。</translation>
    </message>
    <message>
      <source>Label an earlier image first, then this one, then fill those between.</source>
      <translation>请先标注前面的一张图片，再标注这张，然后填充中间的。</translation>
    </message>
    <message>
      <source>Label at least two images.</source>
      <translation>请至少标注两张图像。</translation>
    </message>
    <message>
      <source>Label files in another encoding, or with a byte order mark, are written as plain UTF-8.</source>
      <translation>其他编码或带字节顺序标记的标注文件改写为纯 UTF-8。</translation>
    </message>
    <message>
      <source>Label files that are not in plain UTF-8, which are read but stop other programs: {count}, such as {file}.</source>
      <translation>不是纯 UTF-8 的标注文件，这里能读取，但会让其他程序停止：{count} 个，例如 {file}。</translation>
    </message>
    <message>
      <source>Label files that belong to no image go to a hidden folder beside them.</source>
      <translation>不属于任何图片的标注文件移到旁边的隐藏文件夹。</translation>
    </message>
    <message>
      <source>Label files that belong to no image: {count}, such as {file}.</source>
      <translation>不属于任何图像的标注文件：{count} 个，例如 {file}。</translation>
    </message>
    <message>
      <source>Label lines that are polygons, of which the box around them is used: {count} in {files} files.</source>
      <translation>多边形标注行，使用其外接框：{files} 个文件中共 {count} 行。</translation>
    </message>
    <message>
      <source>Label lines that can't be read, so that their objects are missing: {count} in {files} files. The first: {place}: {message}</source>
      <translation>无法读取、因而缺失目标的标注行：{files} 个文件中共 {count} 行。第一处：{place}：{message}</translation>
    </message>
    <message>
      <source>Label lines with a sixth value (a score, or the number of a track), which is not used: {count} in {files} files.</source>
      <translation>有第六个值（分数或跟踪编号）的标注行，该值不使用：{files} 个文件中共 {count} 行。</translation>
    </message>
    <message>
      <source>Label lines with commas, quotes or brackets, which are read but stop other programs: {count} in {files} files, such as {place}.</source>
      <translation>含逗号、引号或括号的标注行，能读取但会使其他程序停止：{files} 个文件中共 {count} 行，例如 {place}。</translation>
    </message>
    <message>
      <source>Label lines with keypoints, of which the box alone is used: {count} in {files} files.</source>
      <translation>有关键点的标注行，只使用其中的框：{files} 个文件中共 {count} 行。</translation>
    </message>
    <message>
      <source>Label lines with text behind the box, which is not used: {count} in {files} files, such as {place}.</source>
      <translation>框后有文字的标注行，文字不使用：{files} 个文件中共 {count} 行，例如 {place}。</translation>
    </message>
    <message>
      <source>Label more of it, or judge that class by its own figures.</source>
      <translation>多标注一些，或按这个类别自己的数字来判断。</translation>
    </message>
    <message>
      <source>Label some images first, or choose another split.</source>
      <translation>请先标注一些图像，或选择其他划分。</translation>
    </message>
    <message>
      <source>Label some images first; the finder looks for mistakes in labels.</source>
      <translation>请先标注一些图像；查找器只检查标注中的错误。</translation>
    </message>
    <message>
      <source>Label some photos first, or cut by a grid or a size.</source>
      <translation>请先标注一些照片，或按行列、按尺寸切图。</translation>
    </message>
    <message>
      <source>Label some, or take the class out if it is the last one.</source>
      <translation>标注一些；如果它是最后一个类别，也可以去掉。</translation>
    </message>
    <message>
      <source>Labels are saved all the same, but undo ends with this window; free space or allow writing.</source>
      <translation>标签仍会保存，但撤销记录随此窗口结束；请释放空间或允许写入。</translation>
    </message>
    <message>
      <source>Labels lie there in a format that isn't read in place.</source>
      <translation>那里有另一种格式的标注，不能就地读取。</translation>
    </message>
    <message>
      <source>Labels of {image} that are no boxes were left out: {count}.</source>
      <translation>{image} 中不是框的标注已略去：{count}。</translation>
    </message>
    <message>
      <source>Labels of {one} and of {other} both lead to {image}, and one of them isn't there.</source>
      <translation>{one} 和 {other} 的标签都指向 {image}，而其中一张图片不存在。</translation>
    </message>
    <message>
      <source>Layers are counted from 0, or back from here; detections can't be read.</source>
      <translation>层从 0 开始计数，或从当前层往回数；不能读取检测层。</translation>
    </message>
    <message>
      <source>Learns with a 3x3 and a 1x1 convolution side by side, which is easier, and adds them up into a single 3x3 one for use, which is faster.</source>
      <translation>训练时 3x3 与 1x1 卷积并列，更容易学习；使用时合并为一个 3x3 卷积，更快。</translation>
    </message>
    <message>
      <source>Leave --data-file out.</source>
      <translation>请去掉 --data-file。</translation>
    </message>
    <message>
      <source>Leave at least a tenth to learn from: --val and --test may come to 0.9 together.</source>
      <translation>至少留十分之一用于学习：--val 和 --test 合计最多 0.9。</translation>
    </message>
    <message>
      <source>Leave either the dashes or the numbers away.</source>
      <translation>请去掉短横线或编号之一。</translation>
    </message>
    <message>
      <source>Leave it out of the decoding, or export the file again with logits.</source>
      <translation>解码时请略过它，或以 logits 重新导出文件。</translation>
    </message>
    <message>
      <source>Leave it out to export in 32-bit floating point, or use --half.</source>
      <translation>去掉它即以 32 位浮点导出，或使用 --half。</translation>
    </message>
    <message>
      <source>Leave it unused, or rename it to a class you need; it keeps the number {id}.</source>
      <translation>可以不用它，或改名为所需的类别；编号仍为 {id}。</translation>
    </message>
    <message>
      <source>Leave out --half for it.</source>
      <translation>对它请去掉 --half。</translation>
    </message>
    <message>
      <source>Leave out control characters and &lt; &gt; : " / \ | ? *.</source>
      <translation>请去掉控制字符以及 &lt; &gt; : " / \ | ? *。</translation>
    </message>
    <message>
      <source>Leave out the format, and it is told by what is there.</source>
      <translation>不写格式，程序会按内容判断。</translation>
    </message>
    <message>
      <source>Leave the options out, or use them with sample.</source>
      <translation>请去掉这些选项，或用于 sample。</translation>
    </message>
    <message>
      <source>Leave {option} out, or export again with it.</source>
      <translation>请去掉 {option}，或用它重新导出。</translation>
    </message>
    <message>
      <source>Left out: {cause}</source>
      <translation>未导出：{cause}</translation>
    </message>
    <message>
      <source>Left out: {format}: {cause}</source>
      <translation>未导出：{format}：{cause}</translation>
    </message>
    <message>
      <source>Left out: {sentence} {remedy}</source>
      <translation>未导出：{sentence} {remedy}</translation>
    </message>
    <message>
      <source>Let it lead to a file, or remove it.</source>
      <translation>请让它指向一个文件，或删除它。</translation>
    </message>
    <message>
      <source>Lets every second channel past and works cheaply on the others; as they change places, all of them are worked on within a few rows.</source>
      <translation>每隔一个通道直接通过，其余通道以很小的代价处理；由于位置交替，几行之内所有通道都会处理到。</translation>
    </message>
    <message>
      <source>Lines that are no box, or one without size, are taken out, and the backup keeps them. Files without one line that can be read stay: empty they would say that nothing is there.</source>
      <translation>不是框或没有大小的行会被取出，备份里保留它们。一行也读不出的文件保持原样：清空它就等于说图里什么也没有。</translation>
    </message>
    <message>
      <source>Lines with commas, polygons, points, scores or text become the plain box that is used of them.</source>
      <translation>带逗号、多边形、点、分数或文字的行改写为实际使用的普通框。</translation>
    </message>
    <message>
      <source>List each image once</source>
      <translation>每张图片只列一次</translation>
    </message>
    <message>
      <source>LiteRT's fast path has no such operation: the app does it, in 40 lines of Kotlin</source>
      <translation>LiteRT 的快速路径没有此运算：由应用完成，约 40 行 Kotlin</translation>
    </message>
    <message>
      <source>LiteRT, which runs TFLite files,</source>
      <translation>运行 TFLite 文件的 LiteRT</translation>
    </message>
    <message>
      <source>Look at it, or find mistakes anew.</source>
      <translation>请查看它，或重新查找错误。</translation>
    </message>
    <message>
      <source>Look at {page} yourself.</source>
      <translation>请自行查看 {page}。</translation>
    </message>
    <message>
      <source>Look for it in the trash of your system.</source>
      <translation>请在系统回收站中查找。</translation>
    </message>
    <message numerus="yes">
      <source>Looked at {n} images, {before} were known; see them on the Label page.</source>
      <comment>Looked at {n} image, {before} were known; see them on the Label page.</comment>
      <translation>
        <numerusform>看了 {n} 张图像，{before} 张先前已知；请在“标注”页面查看。</numerusform>
      </translation>
    </message>
    <message>
      <source>Looking for the cause.</source>
      <translation>正在查找原因。</translation>
    </message>
    <message>
      <source>Looks around within each channel, then mixes them; with squeeze, each channel is turned up or down in between by how much of it the whole picture holds.</source>
      <translation>先在每个通道内观察周围，再混合通道；带 squeeze 时，各通道会在中间按其在全图中的含量增强或减弱。</translation>
    </message>
    <message>
      <source>Looks far around within each channel by itself, then mixes the channels of each cell, and both once more: a wide view for few parameters.</source>
      <translation>先在每个通道内观察较远的周围，再混合每个单元的通道，然后重复一次：以很少的参数获得宽阔的感受野。</translation>
    </message>
    <message>
      <source>Loose box</source>
      <translation>框不贴合</translation>
    </message>
    <message>
      <source>Losses</source>
      <translation>损失</translation>
    </message>
    <message>
      <source>MB</source>
      <translation>MB</translation>
    </message>
    <message>
      <source>Make one with studio export MODEL --bundle web --verify DATA --out DIR.</source>
      <translation>制作方法：studio export MODEL --bundle web --verify DATA --out DIR。</translation>
    </message>
    <message>
      <source>Make the bundle again with studio export.</source>
      <translation>请用 studio export 重新制作部署包。</translation>
    </message>
    <message>
      <source>Makes one cell of each 2x2 pixels, with four times the channels: half the grid, and not a pixel lost.</source>
      <translation>把每 2x2 像素变成一个单元，通道数为四倍：网格减半，不丢失任何像素。</translation>
    </message>
    <message>
      <source>Makes results doubtful</source>
      <translation>使结果可疑</translation>
    </message>
    <message>
      <source>Making the environment.</source>
      <translation>正在建立环境。</translation>
    </message>
    <message>
      <source>Mean average precision</source>
      <translation>平均精度均值 (mAP)</translation>
    </message>
    <message>
      <source>Measure on photos of another day, too.</source>
      <translation>也请用另一天的照片测量。</translation>
    </message>
    <message>
      <source>Median milliseconds of a picture on this machine. A file that comes from elsewhere runs in a process of its own; the way there and back is in its inference.</source>
      <translation>本机上每张图片的中位毫秒数。来自别处的文件在独立进程中运行；往返时间计入推理。</translation>
    </message>
    <message>
      <source>Memory</source>
      <translation>内存</translation>
    </message>
    <message>
      <source>Memory ran out: going on with a batch of {batch}.</source>
      <translation>内存不足：以批大小 {batch} 继续。</translation>
    </message>
    <message>
      <source>Mend it with a text editor, or open the folder of images instead.</source>
      <translation>请用文本编辑器修正，或改为打开图像文件夹。</translation>
    </message>
    <message>
      <source>Mend that in its config.json, or train anew.</source>
      <translation>请在其 config.json 中修正，或重新训练。</translation>
    </message>
    <message>
      <source>Mend what the file failed by, and export again.</source>
      <translation>请修正文件失败的原因，然后重新导出。</translation>
    </message>
    <message>
      <source>Mixes the channels of each cell; while learning it drops some values at random, so that none is relied on alone.</source>
      <translation>混合每个单元的通道；训练时随机丢弃一些值，使模型不单独依赖任何一个。</translation>
    </message>
    <message>
      <source>More accurate than yolov5n at about four times the work.</source>
      <translation>比 yolov5n 更准，计算量约为四倍。</translation>
    </message>
    <message>
      <source>Move it elsewhere, or choose another folder.</source>
      <translation>请把它移到别处，或选择其他文件夹。</translation>
    </message>
    <message>
      <source>Move it elsewhere, or delete it, then try again.</source>
      <translation>请把它移到别处或删除，然后重试。</translation>
    </message>
    <message>
      <source>Move it elsewhere, or export to another folder.</source>
      <translation>请把它移到别处，或导出到其他文件夹。</translation>
    </message>
    <message>
      <source>Move stray labels to the trash</source>
      <translation>把无主标注移到回收站</translation>
    </message>
    <message>
      <source>Multiply them by the input's width and height, or export it again.</source>
      <translation>请乘以输入的宽和高，或重新导出。</translation>
    </message>
    <message>
      <source>Name them in that order, or export it again.</source>
      <translation>请按此顺序命名，或重新导出。</translation>
    </message>
    <message>
      <source>Names alone tell which tiles are of one photo: {message}</source>
      <translation>哪些切片属于同一张照片，只能按名称判断：{message}</translation>
    </message>
    <message>
      <source>Names such as {name} look like tiles of one photo, but whole photos would leave a class on one side only, so {count} images were split as photos of their own; if they are tiles, scores on val will flatter.</source>
      <translation>{name} 这样的名称看起来像同一照片的切片，但按整张照片划分会使某个类别只在一侧，因此把 {count} 张图像当作独立照片划分；如果确是切片，验证集上的分数会偏高。</translation>
    </message>
    <message>
      <source>No Python {versions} was found that can make the environment.</source>
      <translation>没有找到可建立环境的 Python {versions}。</translation>
    </message>
    <message>
      <source>No better mAP for {n} epochs: training ends here.</source>
      <translation>连续 {n} 轮 mAP 没有提高：训练到此结束。</translation>
    </message>
    <message>
      <source>No box may be missed or extra.</source>
      <translation>不允许有漏检或多余的框。</translation>
    </message>
    <message>
      <source>No box of {first} has a partner of its class on {last}.</source>
      <translation>{first} 的框在 {last} 上都没有同类的配对。</translation>
    </message>
    <message>
      <source>No box to learn from is left of {names}.</source>
      <translation>没有剩下可学习的 {names} 框。</translation>
    </message>
    <message>
      <source>No camera: Live runs on videos, pictures, streams and the built-in moving scene.</source>
      <translation>没有摄像头：“实时”可使用视频、图片、网络视频流和内置的移动场景。</translation>
    </message>
    <message>
      <source>No class is named, so the new dataset begins with one, {name}.</source>
      <translation>没有类别名称，因此新数据集以一个类别 {name} 开始。</translation>
    </message>
    <message numerus="yes">
      <source>No class names were found; the {n} classes are named by number.</source>
      <comment>No class names were found; the one class is named by number.</comment>
      <translation>
        <numerusform>没有找到类别名；{n} 个类别按编号命名。</numerusform>
      </translation>
    </message>
    <message>
      <source>No dataset is given.</source>
      <translation>没有给出数据集。</translation>
    </message>
    <message>
      <source>No environment is named.</source>
      <translation>没有给出环境名。</translation>
    </message>
    <message>
      <source>No epoch of the run came to its end, so there is no best checkpoint.</source>
      <translation>没有任何轮次完成，因此没有最佳检查点。</translation>
    </message>
    <message>
      <source>No export format is given.</source>
      <translation>没有给出导出格式。</translation>
    </message>
    <message>
      <source>No graphics card that PyTorch can use: it runs on the processor.</source>
      <translation>没有 PyTorch 可用的显卡：在处理器上运行。</translation>
    </message>
    <message>
      <source>No image before {image} in the list has boxes.</source>
      <translation>列表中 {image} 之前没有带框的图片。</translation>
    </message>
    <message>
      <source>No image belongs to the label file {name}.</source>
      <translation>标注文件 {name} 不属于任何图像。</translation>
    </message>
    <message>
      <source>No image is left for {split}: split the copy anew before it is trained on, or there is nothing to score it by.</source>
      <translation>{split} 中没有剩下图像：训练前请重新划分副本，否则无法评估。</translation>
    </message>
    <message>
      <source>No image is of a photo called {name}.</source>
      <translation>没有图像来自名为 {name} 的照片。</translation>
    </message>
    <message>
      <source>No image of {dataset} is labelled yet.</source>
      <translation>{dataset} 中还没有已标注的图像。</translation>
    </message>
    <message>
      <source>No mAP was measured: {cause}</source>
      <translation>没有测量 mAP：{cause}</translation>
    </message>
    <message>
      <source>No photo is cut into enough tiles whose places are known to hold out a block of it.</source>
      <translation>没有照片切成足够多且位置已知的切片，无法留出一块。</translation>
    </message>
    <message>
      <source>No source is given.</source>
      <translation>没有给出来源。</translation>
    </message>
    <message>
      <source>No split of {path} is to be taken back.</source>
      <translation>{path} 没有可撤销的划分。</translation>
    </message>
    <message>
      <source>No tiles came out of {name}.</source>
      <translation>{name} 没有切出任何切片。</translation>
    </message>
    <message>
      <source>No train image has boxes of these classes, so they can't be learned: {names}.</source>
      <translation>训练图像中没有这些类别的框，因此无法学习：{names}。</translation>
    </message>
    <message>
      <source>No train images are declared, so the val images were split instead.</source>
      <translation>没有声明训练图像，因此改为划分验证图像。</translation>
    </message>
    <message>
      <source>No val image has boxes of these classes, so how well they are found is not measured: {names}.</source>
      <translation>验证图像中没有这些类别的框，因此无法测量检出效果：{names}。</translation>
    </message>
    <message>
      <source>Nobody has labelled these images yet, so there are no labels to write.</source>
      <translation>这些图像尚未标注，因此没有标注可写。</translation>
    </message>
    <message>
      <source>None of the train images can be used, so the val images were split instead.</source>
      <translation>训练图像全都不能使用，因此改为划分验证图像。</translation>
    </message>
    <message>
      <source>None of the val images can be used, so train images are held out instead.</source>
      <translation>验证图像全都不能使用，因此从训练图像中留出一部分。</translation>
    </message>
    <message>
      <source>None of the validation images of the run is still there.</source>
      <translation>此训练记录的验证图像都已不在。</translation>
    </message>
    <message>
      <source>None of the weights in {path} fits {model}.</source>
      <translation>{path} 中没有与 {model} 相符的权重。</translation>
    </message>
    <message>
      <source>None of the {count} images chosen to compare on can be read.</source>
      <translation>选来比较的 {count} 张图像都无法读取。</translation>
    </message>
    <message>
      <source>Not as it should be</source>
      <translation>不符之处</translation>
    </message>
    <message>
      <source>Not learnt, because the run began without them: {names}.</source>
      <translation>未学习，因为训练开始时没有它们：{names}。</translation>
    </message>
    <message>
      <source>Not one image of {path} can be used.</source>
      <translation>{path} 中没有一张可用的图像。</translation>
    </message>
    <message>
      <source>Nothing can be written in {folder}. Allow it, or name another folder in {variable}.</source>
      <translation>{folder} 中无法写入。请允许写入，或在 {variable} 中指定其他文件夹。</translation>
    </message>
    <message>
      <source>Nothing costs images or boxes. Findings that make results doubtful: {doubts}.</source>
      <translation>没有损失图片或框的问题。使结果可疑的发现：{doubts}。</translation>
    </message>
    <message>
      <source>Nothing was changed; free space there or allow writing, then try again.</source>
      <translation>未作任何更改；请在该处释放空间或允许写入，然后重试。</translation>
    </message>
    <message>
      <source>Nothing was found that costs images or boxes, or makes results doubtful.</source>
      <translation>没有发现会损失图片或框、或使结果可疑的问题。</translation>
    </message>
    <message>
      <source>Nothing was left there; check the folder and the free space, then cut again.</source>
      <translation>那里没有留下任何内容；请检查文件夹和可用空间，然后重新切图。</translation>
    </message>
    <message>
      <source>Nothing was left there; check the folder and the free space, then try again.</source>
      <translation>那里没有留下任何东西；请检查文件夹和可用空间后重试。</translation>
    </message>
    <message>
      <source>Nothing was overwritten; go on with the step before or after it.</source>
      <translation>没有覆盖任何内容；请继续撤销或重做其前后的步骤。</translation>
    </message>
    <message>
      <source>Now computing with {threads} threads.</source>
      <translation>现在用 {threads} 个线程计算。</translation>
    </message>
    <message>
      <source>Numbers of boxes are at most 1, as parts of an image are: --createml-units normalized reads them so.</source>
      <translation>框的数值都不大于 1，像是图像的比例：请用 --createml-units normalized 读取。</translation>
    </message>
    <message>
      <source>ONNX that takes any multiple of the stride, too</source>
      <translation>ONNX 还接受步长的任意倍数</translation>
    </message>
    <message>
      <source>Objects of {wanted:g} px are not possible in tiles of {imgsz} px.</source>
      <translation>{imgsz} 像素的切片中不可能有 {wanted:g} 像素的目标。</translation>
    </message>
    <message>
      <source>Of all raw rows, boxes differ by up to {box:.2g} px of the input and scores by up to {score:.2g}.</source>
      <translation>在全部原始行中，框最多相差 {box:.2g} 像素（输入尺寸），分数最多相差 {score:.2g}。</translation>
    </message>
    <message>
      <source>Of boxes of one class in nearly the same place, the first stays.</source>
      <translation>同一类别且位置几乎相同的框，保留第一个。</translation>
    </message>
    <message>
      <source>Of lines that name an image again, the first stays.</source>
      <translation>重复列出同一图片的行，保留第一行。</translation>
    </message>
    <message>
      <source>Of lines that say the same box, the first stays.</source>
      <translation>表示同一个框的行，保留第一行。</translation>
    </message>
    <message>
      <source>Of mAP {points:.3g} points may be lost</source>
      <translation>mAP 允许损失 {points:.3g} 个百分点</translation>
    </message>
    <message>
      <source>Of shapes of {image} the boxes around them are used: {count}.</source>
      <translation>{image} 中改用包围框的形状：{count}。</translation>
    </message>
    <message>
      <source>Of {boxes} boxes of {name} {right} were found as {name}, {others}, and {missed} not at all.</source>
      <translation>{name} 的 {boxes} 个框中，{right} 个被认作 {name}，{others}，{missed} 个没有找到。</translation>
    </message>
    <message>
      <source>Of {count} boxes nothing can be learned: a training keeps the model's own anchors.</source>
      <translation>有 {count} 个框无法学习：训练使用模型自带的锚框。</translation>
    </message>
    <message>
      <source>One file for computers without the studio: numpy, OpenCV and one runtime</source>
      <translation>单个文件，用于没有 studio 的电脑：numpy、OpenCV 和一个运行时</translation>
    </message>
    <message>
      <source>One image is not enough to train on one part and measure on another.</source>
      <translation>一张图像不足以一部分学习、一部分测量。</translation>
    </message>
    <message>
      <source>One image of {imgsz} px is too little for a batch: its coarsest grid has one cell.</source>
      <translation>一张 {imgsz} 像素的图像不足以成批：其最粗的网格只有一个单元。</translation>
    </message>
    <message>
      <source>Only .ptl files have bytecode, and none is asked for.</source>
      <translation>只有 .ptl 文件有字节码，而没有要求导出它。</translation>
    </message>
    <message>
      <source>Only JPEG and PNG pictures are taken.</source>
      <translation>只接受 JPEG 和 PNG 图片。</translation>
    </message>
    <message>
      <source>Only detectors can be read.</source>
      <translation>只能读取检测器。</translation>
    </message>
    <message>
      <source>Only networks for three colours can be read; train it again with channels=3.</source>
      <translation>只能读取三通道彩色网络；请以 channels=3 重新训练。</translation>
    </message>
    <message>
      <source>Only such detection sections can be read that read a layer each.</source>
      <translation>只能读取各自读取一层的检测小节。</translation>
    </message>
    <message>
      <source>Only such detection sections can be read.</source>
      <translation>只能读取这样的检测小节。</translation>
    </message>
    <message>
      <source>Only the last one can be, once, by whoever made it.</source>
      <translation>只能由划分者撤销最近一次，且只能一次。</translation>
    </message>
    <message>
      <source>Only {usual} can be read.</source>
      <translation>只能读取 {usual}。</translation>
    </message>
    <message>
      <source>Open it with that version; Help tells where to get it. It is left as it is.</source>
      <translation>请用那个版本打开；“帮助”中说明从哪里获取。它保持原样。</translation>
    </message>
    <message>
      <source>Open its address in a browser and download the file itself.</source>
      <translation>请在浏览器中打开其地址，下载文件本身。</translation>
    </message>
    <message>
      <source>Open the dataset again to see them, then change them.</source>
      <translation>请重新打开数据集查看，然后再修改。</translation>
    </message>
    <message>
      <source>Open the dataset again to see what it holds now, then do it again.</source>
      <translation>请重新打开数据集查看其现有内容，然后再操作一次。</translation>
    </message>
    <message>
      <source>Open the image and delete the wrong one.</source>
      <translation>打开图片，删除错的那个。</translation>
    </message>
    <message>
      <source>Open the window.</source>
      <translation>打开窗口。</translation>
    </message>
    <message>
      <source>Open tiles that were cut with this program; others can be stitched (studio stitch).</source>
      <translation>请打开由本程序切出的切片；其他切片可以拼接（studio stitch）。</translation>
    </message>
    <message>
      <source>OpenVINO can't read this model: {reason}.</source>
      <translation>OpenVINO 无法读取此模型：{reason}。</translation>
    </message>
    <message>
      <source>Optional parts</source>
      <translation>可选组件</translation>
    </message>
    <message>
      <source>Other pictures are on their way; wait a moment.</source>
      <translation>还有其他图片正在传输，请稍候。</translation>
    </message>
    <message>
      <source>Other programs keep the processor busy now; without them, about {time}.</source>
      <translation>处理器目前被其他程序占用；没有它们时约需 {time}。</translation>
    </message>
    <message>
      <source>Pad its pictures with 0, or export it again for 114.</source>
      <translation>请用 0 填充图片，或以 114 重新导出。</translation>
    </message>
    <message>
      <source>Pad its pictures with 128, or export it again for 114.</source>
      <translation>请用 128 填充图片，或以 114 重新导出。</translation>
    </message>
    <message>
      <source>Passes on one part of the channels only, so that the rows after it work on less; the others join again later.</source>
      <translation>只传递一部分通道，使后面的行计算更少；其余通道稍后重新汇合。</translation>
    </message>
    <message>
      <source>Phones and small computers, with a few hundred kilobytes of C++ and no other library</source>
      <translation>手机和小型计算机，只需几百 KB 的 C++，不需要其他库</translation>
    </message>
    <message>
      <source>Phones can't reach this address: it is of this machine alone. Choose another.</source>
      <translation>手机无法访问此地址：它只属于本机。请选择其他地址。</translation>
    </message>
    <message>
      <source>Photos of which some label lines can't be read, so that boxes are missing from their tiles: {count}; mend those lines, and cut again.</source>
      <translation>有 {count} 张照片的部分标注行无法读取，其切片缺少框；请修正这些行后重新切图。</translation>
    </message>
    <message>
      <source>Photos of {width}x{height} can't be drawn.</source>
      <translation>无法绘制 {width}x{height} 的照片。</translation>
    </message>
    <message>
      <source>Photos that are not where they were: {count} ({names}).</source>
      <translation>已不在原处的照片：{count}（{names}）。</translation>
    </message>
    <message>
      <source>Photos whose labels and whose tiles' labels were both changed, and are left alone: {count} ({names}); say which count with --prefer tiles or --prefer photos.</source>
      <translation>照片和切片的标注都改动过、因此未动的照片：{count}（{names}）；请用 --prefer tiles 或 --prefer photos 指明以哪边为准。</translation>
    </message>
    <message>
      <source>Photos whose tiles have no labels, for no line of theirs can be read: {count}; draw their boxes, or mend those lines, and cut again.</source>
      <translation>有 {count} 张照片的标注行全都无法读取，其切片没有标注；请画框或修正这些行，然后重新切图。</translation>
    </message>
    <message>
      <source>Photos with tiles in both train and val: {count}; scores on val will flatter.</source>
      <translation>切片同时在训练集和验证集中的照片：{count} 张；验证集上的分数会偏高。</translation>
    </message>
    <message>
      <source>Photos without labels that wait until all of their tiles have some: {count} ({names}).</source>
      <translation>没有标注、要等其所有切片都标注后才写入的照片：{count}（{names}）。</translation>
    </message>
    <message>
      <source>Pictures left out because files of their kind can't be read here: {counts}; convert them to .jpg or .png.</source>
      <translation>因文件类型无法读取而未使用的图片：{counts}；请转换为 .jpg 或 .png。</translation>
    </message>
    <message>
      <source>Pictures of the dataset can no longer be opened ({count}), such as {path}.</source>
      <translation>数据集的图片已无法打开（{count} 张），例如 {path}。</translation>
    </message>
    <message>
      <source>Pictures that phones send back go to {folder}.</source>
      <translation>手机传回的图片存入 {folder}。</translation>
    </message>
    <message>
      <source>Pictures with 16 bits a channel: {count}; each is read with the upper 8 of the bits it uses.</source>
      <translation>每通道 16 位的图片：{count} 张；各取其所用位中的高 8 位。</translation>
    </message>
    <message>
      <source>Place the picture there, or export it again for one in the middle.</source>
      <translation>请把图片放在那里，或以居中方式重新导出。</translation>
    </message>
    <message>
      <source>Port {port} may not be used by you.</source>
      <translation>您无权使用端口 {port}。</translation>
    </message>
    <message>
      <source>Port {port} of {host} is in use.</source>
      <translation>{host} 的端口 {port} 已被占用。</translation>
    </message>
    <message>
      <source>Precision and recall at IoU 0.5</source>
      <translation>IoU 0.5 时的精确率和召回率</translation>
    </message>
    <message>
      <source>Prepare its pictures so, or correct its description.</source>
      <translation>请照此预处理图片，或更正其说明信息。</translation>
    </message>
    <message>
      <source>Processes that train together can't all use {name}.</source>
      <translation>共同训练的进程不能都使用 {name}。</translation>
    </message>
    <message>
      <source>Processes that train together must know their run.</source>
      <translation>共同训练的进程必须知道其训练记录。</translation>
    </message>
    <message>
      <source>Processor</source>
      <translation>处理器</translation>
    </message>
    <message>
      <source>Put a space behind the colon.</source>
      <translation>请在冒号后加一个空格。</translation>
    </message>
    <message>
      <source>Put back a whole copy of it, or cut the photos again into a new folder; or move it away, to go by the names and borders of the tiles. It is left as it is.</source>
      <translation>放回一份完整的副本，或把照片重新切到新文件夹；也可以把它移走，改为按切片的名称和边缘判断。该文件保持原样。</translation>
    </message>
    <message>
      <source>Put both files into one folder.</source>
      <translation>请把两个文件放在同一文件夹中。</translation>
    </message>
    <message>
      <source>Put it into the folder of the dataset as it is.</source>
      <translation>请直接把它放进数据集的文件夹。</translation>
    </message>
    <message>
      <source>Put the name into quotes.</source>
      <translation>请给名称加上引号。</translation>
    </message>
    <message>
      <source>Put the value into quotes of the other kind.</source>
      <translation>请把值放进另一种引号中。</translation>
    </message>
    <message>
      <source>Put the value into quotes.</source>
      <translation>请给值加上引号。</translation>
    </message>
    <message>
      <source>Put them in brackets, parted by commas: names: [cat, dog].</source>
      <translation>请放进方括号，用逗号分隔：names: [cat, dog]。</translation>
    </message>
    <message>
      <source>Put them through the sigmoid, or export it again.</source>
      <translation>请先对其做 sigmoid，或重新导出。</translation>
    </message>
    <message>
      <source>Put what stands there into quotes.</source>
      <translation>请给那里的内容加上引号。</translation>
    </message>
    <message>
      <source>PyTorch is not here, so nothing can be trained on this machine.</source>
      <translation>这里没有 PyTorch，因此无法在本机训练。</translation>
    </message>
    <message>
      <source>PyTorch, which trains, exports and runs checkpoints,</source>
      <translation>用于训练、导出和运行检查点的 PyTorch</translation>
    </message>
    <message>
      <source>Python can't make a virtual environment</source>
      <translation>Python 无法建立虚拟环境</translation>
    </message>
    <message>
      <source>Read back, {image} is not what it was: {reason}. Nothing was written.</source>
      <translation>读回时 {image} 与原来不同：{reason}。没有写入任何内容。</translation>
    </message>
    <message>
      <source>Read its rows as they are, or correct its description.</source>
      <translation>请按原样读取各行，或更正其说明信息。</translation>
    </message>
    <message>
      <source>Read that one alone, or export it again with it alone.</source>
      <translation>请只读取那一个，或只导出它。</translation>
    </message>
    <message>
      <source>Read them so, or export it again.</source>
      <translation>请照此读取，或重新导出。</translation>
    </message>
    <message>
      <source>Reads row {row}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation>读取第 {row} 行：输入 {read} 个通道，输出 {channels} 个，网格 {width}x{height}，单元 {stride} 像素。</translation>
    </message>
    <message>
      <source>Reads rows {rows} and gives {numbers} numbers for each cell of the grids of {strides} px: {anchors} boxes of 5 + {classes} numbers each, {total} boxes in all.</source>
      <translation>读取第 {rows} 行，为 {strides} 像素网格的每个单元给出 {numbers} 个数：{anchors} 个框，每个 5 + {classes} 个数，共 {total} 个框。</translation>
    </message>
    <message>
      <source>Reads rows {rows}: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation>读取第 {rows} 行：输入 {read} 个通道，输出 {channels} 个，网格 {width}x{height}，单元 {stride} 像素。</translation>
    </message>
    <message>
      <source>Reads the picture: {read} channels in, {channels} out, on {width}x{height} cells of {stride} px.</source>
      <translation>读取图像：输入 {read} 个通道，输出 {channels} 个，网格 {width}x{height}，单元 {stride} 像素。</translation>
    </message>
    <message>
      <source>Ready.</source>
      <translation>就绪。</translation>
    </message>
    <message>
      <source>Ready: {names}.</source>
      <translation>就绪：{names}。</translation>
    </message>
    <message>
      <source>Recall by box size</source>
      <translation>按框大小的召回率</translation>
    </message>
    <message>
      <source>Refines one half of the channels in several small steps, lets the other half past, and mixes both: where most of the learning happens, at half the cost.</source>
      <translation>一半通道经过多个小步骤精炼，另一半直接通过，最后混合：主要的学习发生在这里，代价只有一半。</translation>
    </message>
    <message>
      <source>Reload it, or write your boxes over it.</source>
      <translation>请重新载入，或用你的框覆盖它。</translation>
    </message>
    <message>
      <source>Remove it, or save the file as UTF-8 with a text editor.</source>
      <translation>请删除它，或用文本编辑器把文件存为 UTF-8。</translation>
    </message>
    <message>
      <source>Remove it.</source>
      <translation>请删除它。</translation>
    </message>
    <message>
      <source>Remove nearly identical boxes</source>
      <translation>去掉几乎相同的框</translation>
    </message>
    <message>
      <source>Remove repeated lines</source>
      <translation>去掉重复的行</translation>
    </message>
    <message>
      <source>Remove the line if only a training needs it.</source>
      <translation>如果只有训练需要这一行，请删除它。</translation>
    </message>
    <message>
      <source>Removed.</source>
      <translation>已删除。</translation>
    </message>
    <message>
      <source>Rename it instead.</source>
      <translation>请改为重命名它。</translation>
    </message>
    <message>
      <source>Rename one of the images, so that each has labels of its own.</source>
      <translation>给其中一张图片改名，使每张都有自己的标注。</translation>
    </message>
    <message>
      <source>Repeats each cell in both directions, so that a coarse grid, which knows what is there, fits onto a finer one, which knows where.</source>
      <translation>在两个方向上重复每个单元，使知道“是什么”的粗网格与知道“在哪里”的细网格对齐。</translation>
    </message>
    <message>
      <source>Replace it by a plain space with a text editor.</source>
      <translation>请用文本编辑器把它换成普通空格。</translation>
    </message>
    <message>
      <source>Replace it with a whole JPEG, PNG, BMP, WebP or TIFF file, or remove it from the dataset.</source>
      <translation>请换成完整的 JPEG、PNG、BMP、WebP 或 TIFF 文件，或从数据集中移除。</translation>
    </message>
    <message>
      <source>Replace the tab by spaces with a text editor, then open it again.</source>
      <translation>请用文本编辑器把制表符换成空格，然后重新打开。</translation>
    </message>
    <message>
      <source>Report of {run}</source>
      <translation>{run} 的报告</translation>
    </message>
    <message>
      <source>Resume from the last checkpoint.</source>
      <translation>请从最后的检查点继续。</translation>
    </message>
    <message>
      <source>Run both at one size, or export it again at {own_size}.</source>
      <translation>请让两者以同一尺寸运行，或以 {own_size} 重新导出。</translation>
    </message>
    <message>
      <source>Run git lfs pull in its repository.</source>
      <translation>请在其仓库中运行 git lfs pull。</translation>
    </message>
    <message>
      <source>Run it again; if it stays so, get a newer version of this program.</source>
      <translation>请重新运行；如果仍然如此，请获取本程序的较新版本。</translation>
    </message>
    <message>
      <source>Run it again; what was fetched is kept.</source>
      <translation>请重新运行；已下载的内容会保留。</translation>
    </message>
    <message>
      <source>Run studio setup {name}, or press Set up on its card.</source>
      <translation>请运行 studio setup {name}，或在其卡片上点“准备环境”。</translation>
    </message>
    <message>
      <source>SHA-256 of the checkpoint {digest}</source>
      <translation>检查点的 SHA-256 {digest}</translation>
    </message>
    <message>
      <source>Save it as 16-bit or 32-bit floating point numbers.</source>
      <translation>请存为 16 位或 32 位浮点数。</translation>
    </message>
    <message>
      <source>Save it as UTF-8 with a text editor, then try again.</source>
      <translation>请用文本编辑器存为 UTF-8，然后重试。</translation>
    </message>
    <message>
      <source>Save that file as UTF-8 with a text editor, or choose another name.</source>
      <translation>请用文本编辑器把该文件存为 UTF-8，或换一个名称。</translation>
    </message>
    <message>
      <source>Save the file as UTF-8 with a text editor, then open it again.</source>
      <translation>请用文本编辑器把文件存为 UTF-8，然后重新打开。</translation>
    </message>
    <message>
      <source>Save the model itself, as torch.save(model, file) does.</source>
      <translation>请保存模型本身，如 torch.save(model, file)。</translation>
    </message>
    <message>
      <source>Save them or undo them first.</source>
      <translation>请先保存或撤销它们。</translation>
    </message>
    <message>
      <source>Saved as {name}.</source>
      <translation>已存为 {name}。</translation>
    </message>
    <message>
      <source>Say it: --tile 2x2, or --tile 208 for tiles of so many pixels.</source>
      <translation>请指定：--tile 2x2，或用 --tile 208 指定切块的像素大小。</translation>
    </message>
    <message>
      <source>Say where they are now: --photos DATA.</source>
      <translation>请指明它们现在的位置：--photos DATA。</translation>
    </message>
    <message>
      <source>Say which are meant: --from {name}.</source>
      <translation>请说明是哪一种：--from {name}。</translation>
    </message>
    <message>
      <source>Say which it was trained with: --data-file {name}.</source>
      <translation>请说明训练时用的是哪一个：--data-file {name}。</translation>
    </message>
    <message>
      <source>Scores on val say how well the images were learned by heart. Split anew, so that photos are held out.</source>
      <translation>验证集上的分数只说明图片背得多熟。请重新划分，留出一些照片。</translation>
    </message>
    <message>
      <source>Seal of all images and labels: {digest}</source>
      <translation>全部图像和标注的校验码：{digest}</translation>
    </message>
    <message>
      <source>See studio --help.</source>
      <translation>见 studio --help。</translation>
    </message>
    <message>
      <source>See {program} --help.</source>
      <translation>见 {program} --help。</translation>
    </message>
    <message>
      <source>Serve one that studio export MODEL --bundle web wrote.</source>
      <translation>请提供 studio export MODEL --bundle web 写出的文件夹。</translation>
    </message>
    <message>
      <source>Serve {folder}.</source>
      <translation>请提供 {folder}。</translation>
    </message>
    <message>
      <source>Settings</source>
      <translation>设置</translation>
    </message>
    <message>
      <source>Several images are called {name}, and so would their labels be.</source>
      <translation>有多张图像名为 {name}，它们的标注也会同名。</translation>
    </message>
    <message>
      <source>Shape it as 1 x rows x columns, or export it again.</source>
      <translation>请调整为 1 x 行 x 列的形状，或重新导出。</translation>
    </message>
    <message>
      <source>Shares of {val} and {test} can't be held out.</source>
      <translation>不能留出 {val} 和 {test} 这样的比例。</translation>
    </message>
    <message>
      <source>Shrinks the picture to a quarter of its width and height at once, which leaves the rows after it a sixteenth of the work.</source>
      <translation>一次把图像的宽和高各缩小到四分之一，使后面各行的计算量降为十六分之一。</translation>
    </message>
    <message>
      <source>Sizes and mistakes</source>
      <translation>大小与错误</translation>
    </message>
    <message>
      <source>Sizes of boxes</source>
      <translation>框的大小</translation>
    </message>
    <message>
      <source>Sizes of images</source>
      <translation>图片尺寸</translation>
    </message>
    <message>
      <source>Sizes of the boxes and anchors</source>
      <translation>框与锚框的大小</translation>
    </message>
    <message>
      <source>Slides a small window over the grid and answers, per output channel, how well it matches a pattern it has learnt; with stride 2 it also halves the grid.</source>
      <translation>用小窗口滑过网格，每个输出通道给出与所学模式的吻合程度；步长为 2 时网格还会减半。</translation>
    </message>
    <message>
      <source>Small and quick; the first choice for a few hundred photos.</source>
      <translation>小而快；几百张照片时的首选。</translation>
    </message>
    <message>
      <source>Small; made for phones, needs more epochs than yolov5n.</source>
      <translation>小；为手机设计，需要比 yolov5n 更多的轮数。</translation>
    </message>
    <message>
      <source>Sources for an app: model, types, a screen with the camera, and what comes after the network</source>
      <translation>应用源码：模型、类型、带摄像头的界面，以及网络之后的处理</translation>
    </message>
    <message>
      <source>Split anew by photo: neighbouring tiles show the same things.</source>
      <translation>按照片重新划分：相邻的切片显示同样的东西。</translation>
    </message>
    <message>
      <source>Split anew, with such images on one side.</source>
      <translation>重新划分，把这样的图片放在同一侧。</translation>
    </message>
    <message>
      <source>Split anew: scores on images that were learned from flatter.</source>
      <translation>请重新划分：在学过的图片上分数会虚高。</translation>
    </message>
    <message>
      <source>Splits a convolution into two cheap steps: first look around within each channel by itself, then mix the channels of each cell.</source>
      <translation>把一次卷积拆成两个便宜的步骤：先在每个通道内观察周围，再混合每个单元的通道。</translation>
    </message>
    <message>
      <source>Stacks the channels of its rows, so that the next row sees all of them.</source>
      <translation>把输入各行的通道叠在一起，使下一行能看到全部。</translation>
    </message>
    <message>
      <source>Start a new training, from this run's weights if you like.</source>
      <translation>请开始新的训练，可以用此记录的权重作为初始权重。</translation>
    </message>
    <message>
      <source>Started from {path}: all {all} tensors fit.</source>
      <translation>从 {path} 开始：全部 {all} 个张量相符。</translation>
    </message>
    <message>
      <source>Started from {path}: {fitting} of {all} tensors fit, {rest} start anew.</source>
      <translation>从 {path} 开始：{all} 个张量中有 {fitting} 个相符，{rest} 个重新开始。</translation>
    </message>
    <message>
      <source>Stop it first, or wait until it is done.</source>
      <translation>请先停止它，或等它完成。</translation>
    </message>
    <message>
      <source>Stop it first, or watch it in the window.</source>
      <translation>请先停止它，或在窗口中查看。</translation>
    </message>
    <message>
      <source>Stopped as asked.</source>
      <translation>已按要求停止。</translation>
    </message>
    <message>
      <source>Stopped; the page is not served any more.</source>
      <translation>已停止；网页不再提供。</translation>
    </message>
    <message>
      <source>Strong and slow; for a computer rather than a phone.</source>
      <translation>强而慢；适合电脑而不是手机。</translation>
    </message>
    <message>
      <source>Subtract 0.485, 0.456, 0.406 and divide by 0.229, 0.224, 0.225, or export it again without these.</source>
      <translation>请减去 0.485, 0.456, 0.406 并除以 0.229, 0.224, 0.225，或不带这些重新导出。</translation>
    </message>
    <message>
      <source>Such networks can't be read.</source>
      <translation>这样的网络无法读取。</translation>
    </message>
    <message>
      <source>Swap its last two sides, or export it again.</source>
      <translation>请交换最后两个维度，或重新导出。</translation>
    </message>
    <message>
      <source>Take one out and export it again.</source>
      <translation>请去掉一次 sigmoid 后重新导出。</translation>
    </message>
    <message>
      <source>Take out of the backup what you need, and split again.</source>
      <translation>请从备份中取出所需内容，再重新划分。</translation>
    </message>
    <message>
      <source>Take out unreadable lines</source>
      <translation>取出无法读取的行</translation>
    </message>
    <message>
      <source>Take the class scores as they are, or export it again.</source>
      <translation>请直接使用类别分数，或重新导出。</translation>
    </message>
    <message>
      <source>Take the link away and try again.</source>
      <translation>请去掉该链接后重试。</translation>
    </message>
    <message>
      <source>Takes the strongest values around each cell, three times in a row, so that a cell knows its surroundings near and far and large objects fit into its view.</source>
      <translation>连续三次取每个单元周围的最大值，使单元了解远近的周围，大目标也能落入其视野。</translation>
    </message>
    <message>
      <source>Takes the strongest values in windows of several sizes side by side, so that a cell knows its surroundings near and far.</source>
      <translation>并列取多种大小窗口中的最大值，使单元了解远近的周围。</translation>
    </message>
    <message>
      <source>TensorBoard files need a package that is not installed.</source>
      <translation>写 TensorBoard 文件需要一个尚未安装的包。</translation>
    </message>
    <message>
      <source>Test has no box of {names}.</source>
      <translation>测试集没有 {names} 的框。</translation>
    </message>
    <message>
      <source>The archive of {name} can't be unpacked: {reason}.</source>
      <translation>{name} 的压缩包无法解开：{reason}。</translation>
    </message>
    <message>
      <source>The backup {file} can't be read: {reason}.</source>
      <translation>无法读取备份 {file}：{reason}。</translation>
    </message>
    <message>
      <source>The backup {file} can't be written: {reason}.</source>
      <translation>无法写入备份 {file}:{reason}。</translation>
    </message>
    <message>
      <source>The box has no width or no height.</source>
      <translation>框没有宽度或高度。</translation>
    </message>
    <message>
      <source>The box is nearly that of line {line} (IoU {iou:.2f}).</source>
      <translation>这个框与第 {line} 行的框几乎相同（IoU {iou:.2f}）。</translation>
    </message>
    <message>
      <source>The box is nearly that of line {line}, of another class (IoU {iou:.2f}).</source>
      <translation>这个框与第 {line} 行另一类别的框几乎相同（IoU {iou:.2f}）。</translation>
    </message>
    <message>
      <source>The box is used, and its keypoints are not.</source>
      <translation>只使用框，不使用其关键点。</translation>
    </message>
    <message>
      <source>The box is {width:.1f} × {height:.1f} px at a training size of {size}.</source>
      <translation>训练尺寸为 {size} 时，这个框是 {width:.1f} × {height:.1f} 像素。</translation>
    </message>
    <message>
      <source>The box on {image} was changed since it was looked at.</source>
      <translation>{image} 上的框在检查之后已被更改。</translation>
    </message>
    <message>
      <source>The box reaches {count:.0f} px beyond the image.</source>
      <translation>这个框超出图片 {count:.0f} 像素。</translation>
    </message>
    <message>
      <source>The boxes kept agree, but the file's raw output differs from the checkpoint's.</source>
      <translation>保留的框一致，但文件的原始输出与检查点不同。</translation>
    </message>
    <message>
      <source>The boxes kept agree, but the file's raw output has another shape than the checkpoint's, or values that are not numbers.</source>
      <translation>保留的框一致，但文件的原始输出与检查点形状不同，或含有非数值。</translation>
    </message>
    <message>
      <source>The bundle {names} is not known.</source>
      <translation>不认识部署包 {names}。</translation>
    </message>
    <message>
      <source>The bundle {name} can't use a model with the head {head}.</source>
      <translation>部署包 {name} 不能使用检测头为 {head} 的模型。</translation>
    </message>
    <message>
      <source>The bundle {name} is in {folder} ({size} MB).</source>
      <translation>部署包 {name} 在 {folder} 中（{size} MB）。</translation>
    </message>
    <message>
      <source>The bundle {name} needs a file that passed, of {formats}.</source>
      <translation>部署包 {name} 需要一个已通过校验的 {formats} 文件。</translation>
    </message>
    <message>
      <source>The channels of the file's heads run over values first, then anchors.</source>
      <translation>文件检测头的通道先按值、再按锚框排列。</translation>
    </message>
    <message>
      <source>The checkpoint found nothing above {confidence} in any of {count} images, so no box could be compared; train it longer.</source>
      <translation>检查点在 {count} 张图像上都没有高于 {confidence} 的检出，因此无框可比较；请多训练一些。</translation>
    </message>
    <message>
      <source>The checkpoint's weights do not fit its layer table.</source>
      <translation>检查点的权重与其网络结构表不符。</translation>
    </message>
    <message>
      <source>The class name {name} in {file} has a colon in it.</source>
      <translation>{file} 中的类别名 {name} 含有冒号。</translation>
    </message>
    <message>
      <source>The class name {name} in {file} stands before its number.</source>
      <translation>{file} 中的类别名 {name} 写在编号前面。</translation>
    </message>
    <message>
      <source>The class names are inconsistent.</source>
      <translation>类别名称不一致。</translation>
    </message>
    <message>
      <source>The class names differ.</source>
      <translation>类别名不同。</translation>
    </message>
    <message>
      <source>The class names in {file} are written in a form that can't be edited safely.</source>
      <translation>{file} 中类别名的写法无法安全地编辑。</translation>
    </message>
    <message>
      <source>The class names of {file} were not found: {names}.</source>
      <translation>未找到 {file} 的类别名：{names}。</translation>
    </message>
    <message>
      <source>The class number {id} stands twice in {file}.</source>
      <translation>类别编号 {id} 在 {file} 中出现两次。</translation>
    </message>
    <message>
      <source>The class {name} has no boxes.</source>
      <translation>类别 {name} 没有框。</translation>
    </message>
    <message>
      <source>The class {name} has {count} boxes, and another one {most}.</source>
      <translation>类别 {name} 有 {count} 个框，而另一个有 {most} 个。</translation>
    </message>
    <message>
      <source>The class {name} in {file} has the number {id}.</source>
      <translation>{file} 中类别 {name} 的编号是 {id}。</translation>
    </message>
    <message>
      <source>The class {old} is written {new}: other formats keep no blanks in a row.</source>
      <translation>类别 {old} 写作 {new}：其他格式不保留连续空格。</translation>
    </message>
    <message>
      <source>The classes differ: number {number} is “{model}” in the model and {data} in the dataset.</source>
      <translation>类别不同：编号 {number} 在模型中是“{model}”，在数据集中是 {data}。</translation>
    </message>
    <message>
      <source>The classes in {file} are {theirs}, but those in {main} are {ours}.</source>
      <translation>{file} 中的类别是 {theirs}，而 {main} 中的是 {ours}。</translation>
    </message>
    <message>
      <source>The classes in {file} were changed by another program or window.</source>
      <translation>{file} 中的类别已被其他程序或窗口更改。</translation>
    </message>
    <message>
      <source>The connection broke off while fetching {name} ({reason}).</source>
      <translation>获取 {name} 时连接中断（{reason}）。</translation>
    </message>
    <message>
      <source>The converter for CoreML</source>
      <translation>CoreML 转换器</translation>
    </message>
    <message>
      <source>The converter for TFLite</source>
      <translation>TFLite 转换器</translation>
    </message>
    <message>
      <source>The data are the same.</source>
      <translation>数据相同。</translation>
    </message>
    <message>
      <source>The data changed since the run began: {changes}</source>
      <translation>训练开始后数据有变化：{changes}</translation>
    </message>
    <message>
      <source>The dataset has no class of these names, so what is found of them is not offered: {names}.</source>
      <translation>数据集没有以下名称的类别，因此不提供为它们找到的目标：{names}。</translation>
    </message>
    <message>
      <source>The dataset lies in {folder}.</source>
      <translation>数据集在 {folder} 中。</translation>
    </message>
    <message>
      <source>The dataset {data} has no split called {split}.</source>
      <translation>数据集 {data} 没有名为 {split} 的划分。</translation>
    </message>
    <message>
      <source>The dataset {data} names no classes.</source>
      <translation>数据集 {data} 没有类别名。</translation>
    </message>
    <message>
      <source>The dataset {data} of the run {run} is no longer there.</source>
      <translation>训练记录 {run} 的数据集 {data} 已不存在。</translation>
    </message>
    <message>
      <source>The description stored with the model</source>
      <translation>模型中存储的说明信息</translation>
    </message>
    <message>
      <source>The description stored with the model can't be understood.</source>
      <translation>模型中存储的说明信息无法理解。</translation>
    </message>
    <message>
      <source>The detection head starts anew, because its classes were others.</source>
      <translation>检测头重新开始训练，因为原来的类别不同。</translation>
    </message>
    <message>
      <source>The device {name} is not available here.</source>
      <translation>此处没有设备 {name}。</translation>
    </message>
    <message>
      <source>The disk is full, so {path} was not written.</source>
      <translation>磁盘已满，因此没有写入 {path}。</translation>
    </message>
    <message>
      <source>The disk is full: the training waits for room.</source>
      <translation>磁盘已满：训练正在等待空间。</translation>
    </message>
    <message>
      <source>The encoding of {file} can't be told: line {number} is not UTF-8.</source>
      <translation>无法判断 {file} 的编码：第 {number} 行不是 UTF-8。</translation>
    </message>
    <message>
      <source>The environment {name} can't be made: {what} ({reason}).</source>
      <translation>无法建立环境 {name}：{what}（{reason}）。</translation>
    </message>
    <message>
      <source>The export format {names} is not known.</source>
      <translation>不认识导出格式 {names}。</translation>
    </message>
    <message>
      <source>The exported model can't be run by {runtime}: {reason}.</source>
      <translation>{runtime} 无法运行导出的模型：{reason}。</translation>
    </message>
    <message>
      <source>The file begins with a byte order mark, which trainers take for a part of the class.</source>
      <translation>文件以字节顺序标记开头，训练程序会把它当作类别的一部分。</translation>
    </message>
    <message>
      <source>The file does not find what the checkpoint finds: boxes missed {missed}, extra {extra}, found otherwise {differing}; scores differ by up to {score:.4f}, sides by up to {box:.2f} px.</source>
      <translation>文件与检查点的检测结果不一致：漏检 {missed} 个框，多余 {extra} 个，不同 {differing} 个；分数最多相差 {score:.4f}，边最多相差 {box:.2f} 像素。</translation>
    </message>
    <message>
      <source>The file exchanges rows and columns of the grid.</source>
      <translation>文件颠倒了网格的行与列。</translation>
    </message>
    <message>
      <source>The file exchanges the strides or the anchors of its scales.</source>
      <translation>文件颠倒了各尺度的步长或锚框。</translation>
    </message>
    <message>
      <source>The file expects a picture that is {resize}, not {own_resize}.</source>
      <translation>文件要求图片为“{resize}”，而不是“{own_resize}”。</translation>
    </message>
    <message>
      <source>The file expects padding of 0 (black), not 114.</source>
      <translation>文件要求用 0（黑色）填充，而不是 114。</translation>
    </message>
    <message>
      <source>The file expects padding of 128, not 114.</source>
      <translation>文件要求用 128 填充，而不是 114。</translation>
    </message>
    <message>
      <source>The file expects the picture at the bottom right of its input, with the padding left and above.</source>
      <translation>文件要求图片位于输入的右下角，左侧和上方填充。</translation>
    </message>
    <message>
      <source>The file expects the picture at the top left of its input, with the padding right and below.</source>
      <translation>文件要求图片位于输入的左上角，右侧和下方填充。</translation>
    </message>
    <message>
      <source>The file expects values from -1 to 1.</source>
      <translation>文件要求 -1 到 1 的值。</translation>
    </message>
    <message>
      <source>The file expects values from 0 to 255: it divides by 255 itself.</source>
      <translation>文件要求 0 到 255 的值：它自己除以 255。</translation>
    </message>
    <message>
      <source>The file expects values that are divided by 255 twice.</source>
      <translation>文件要求除以 255 两次的值。</translation>
    </message>
    <message>
      <source>The file expects values with ImageNet's mean and deviation taken out.</source>
      <translation>文件要求减去 ImageNet 均值并除以标准差的值。</translation>
    </message>
    <message>
      <source>The file expects {colour}.</source>
      <translation>文件要求 {colour}。</translation>
    </message>
    <message>
      <source>The file failed on {image}: {cause}</source>
      <translation>文件在 {image} 上失败：{cause}</translation>
    </message>
    <message>
      <source>The file gives boxes and scores as outputs of their own.</source>
      <translation>文件把框和分数作为两个独立输出。</translation>
    </message>
    <message>
      <source>The file gives boxes as centre and size, not as x1, y1, x2, y2.</source>
      <translation>文件给出的框是中心和宽高，而不是 x1, y1, x2, y2。</translation>
    </message>
    <message>
      <source>The file gives boxes as shares of the input (0 to 1), not in pixels.</source>
      <translation>文件给出的框是输入的比例（0 到 1），而不是像素。</translation>
    </message>
    <message>
      <source>The file gives boxes as x1, y1, x2, y2, not as centre and size.</source>
      <translation>文件给出的框是 x1, y1, x2, y2，而不是中心和宽高。</translation>
    </message>
    <message>
      <source>The file gives raw heads, or gives them in another order or layout than its description says.</source>
      <translation>文件给出原始检测头输出，或其顺序或布局与说明信息不同。</translation>
    </message>
    <message>
      <source>The file gives the top left corner and the size of boxes, not their centre and size.</source>
      <translation>文件给出的是框的左上角和宽高，而不是中心和宽高。</translation>
    </message>
    <message>
      <source>The file gives y before x, and height before width.</source>
      <translation>文件中 y 在 x 之前，高在宽之前。</translation>
    </message>
    <message>
      <source>The file has outputs besides the one that its description promises.</source>
      <translation>除说明信息所列的输出外，文件还有其他输出。</translation>
    </message>
    <message>
      <source>The file is cut off; get it again.</source>
      <translation>文件不完整，请重新获取。</translation>
    </message>
    <message>
      <source>The file is in {encoding}; trainers read UTF-8 only.</source>
      <translation>文件编码是 {encoding}；训练程序只读 UTF-8。</translation>
    </message>
    <message>
      <source>The file loses {points:.2f} points of {measure}, and {allowed:.3g} may be lost.</source>
      <translation>文件的 {measure} 损失 {points:.2f} 个百分点，允许损失 {allowed:.3g}。</translation>
    </message>
    <message>
      <source>The file makes its boxes with anchors of another set: {anchors}.</source>
      <translation>文件用另一组锚框生成框：{anchors}。</translation>
    </message>
    <message>
      <source>The file reads its input as rows, columns, channels (NHWC).</source>
      <translation>文件按行、列、通道 (NHWC) 读取输入。</translation>
    </message>
    <message>
      <source>The file takes {file}, and the checkpoint was run at {checkpoint}.</source>
      <translation>文件接受 {file}，而检查点以 {checkpoint} 运行。</translation>
    </message>
    <message>
      <source>The file was made for {size}, and the checkpoint was run at {own_size}.</source>
      <translation>文件是为 {size} 制作的，而检查点以 {own_size} 运行。</translation>
    </message>
    <message>
      <source>The file {path} does not exist.</source>
      <translation>文件 {path} 不存在。</translation>
    </message>
    <message>
      <source>The file's class scores are multiplied with the objectness already.</source>
      <translation>文件的类别分数已乘过目标性分数。</translation>
    </message>
    <message>
      <source>The file's classes come in another order: {classes}.</source>
      <translation>文件的类别顺序不同：{classes}。</translation>
    </message>
    <message>
      <source>The file's description names other classes than the checkpoint: {file}, not {checkpoint}.</source>
      <translation>文件说明信息中的类别与检查点不同：是 {file}，而不是 {checkpoint}。</translation>
    </message>
    <message>
      <source>The file's description names the classes in another order than the checkpoint: {classes}.</source>
      <translation>文件说明信息中的类别顺序与检查点不同：{classes}。</translation>
    </message>
    <message>
      <source>The file's heads went through the sigmoid already.</source>
      <translation>文件的检测头输出已做过 sigmoid。</translation>
    </message>
    <message>
      <source>The file's output has one side of length 1 too few or too many.</source>
      <translation>文件的输出少了或多了一个长度为 1 的维度。</translation>
    </message>
    <message>
      <source>The file's output is decoded already, though its description promises raw heads.</source>
      <translation>文件的输出已解码，而说明信息称其为原始输出。</translation>
    </message>
    <message>
      <source>The file's output is transposed: columns come before rows.</source>
      <translation>文件的输出被转置：列在行之前。</translation>
    </message>
    <message>
      <source>The file's rows are undecoded: they hold the logits of the raw heads.</source>
      <translation>文件的行未解码：是原始检测头的 logits。</translation>
    </message>
    <message>
      <source>The file's rows come in another order than the checkpoint's.</source>
      <translation>文件的行顺序与检查点不同。</translation>
    </message>
    <message>
      <source>The file's rows have no column of objectness; it is in the class scores already.</source>
      <translation>文件的行没有目标性一列；它已包含在类别分数中。</translation>
    </message>
    <message>
      <source>The file's scores are logits: the sigmoid is missing.</source>
      <translation>文件的分数是 logits：缺少 sigmoid。</translation>
    </message>
    <message>
      <source>The file's scores went through the sigmoid twice.</source>
      <translation>文件的分数做了两次 sigmoid。</translation>
    </message>
    <message>
      <source>The folder is described by {name}; its images, splits and class names are used.</source>
      <translation>此文件夹由 {name} 描述；使用其中的图像、划分和类别名。</translation>
    </message>
    <message>
      <source>The folder {folder} can't be read: {reason}.</source>
      <translation>无法读取文件夹 {folder}：{reason}。</translation>
    </message>
    <message>
      <source>The folder {folder} does not exist.</source>
      <translation>文件夹 {folder} 不存在。</translation>
    </message>
    <message>
      <source>The folder {folder} holds other files.</source>
      <translation>文件夹 {folder} 中有其他文件。</translation>
    </message>
    <message>
      <source>The folder {path} holds no checkpoint.</source>
      <translation>文件夹 {path} 中没有检查点。</translation>
    </message>
    <message>
      <source>The folder {path} holds no pictures.</source>
      <translation>文件夹 {path} 中没有图片。</translation>
    </message>
    <message>
      <source>The folder {run} already holds a run.</source>
      <translation>文件夹 {run} 中已有训练记录。</translation>
    </message>
    <message>
      <source>The folder {written} that {name} names is not there; {root} was used for it.</source>
      <translation>{name} 所写的文件夹 {written} 不存在；改用 {root}。</translation>
    </message>
    <message>
      <source>The folder {written} was found at {root}.</source>
      <translation>文件夹 {written} 在 {root} 找到。</translation>
    </message>
    <message>
      <source>The format {name} can't hold NMS: {where}.</source>
      <translation>格式 {name} 不能包含 NMS：{where}。</translation>
    </message>
    <message>
      <source>The format {name} has no 16-bit numbers.</source>
      <translation>格式 {name} 没有 16 位数值。</translation>
    </message>
    <message>
      <source>The format {name} has no {head} head.</source>
      <translation>格式 {name} 没有 {head} 检测头。</translation>
    </message>
    <message>
      <source>The golden set is in {folder}.</source>
      <translation>基准样本集在 {folder} 中。</translation>
    </message>
    <message>
      <source>The grid {text} is not ROWSxCOLS.</source>
      <translation>网格 {text} 不是 行数x列数 的形式。</translation>
    </message>
    <message>
      <source>The head {head} is not known.</source>
      <translation>不认识检测头 {head}。</translation>
    </message>
    <message>
      <source>The image already stands on line {first}.</source>
      <translation>该图像已在第 {first} 行出现。</translation>
    </message>
    <message>
      <source>The image can't be decoded.</source>
      <translation>图片无法解码。</translation>
    </message>
    <message>
      <source>The image file ends too early.</source>
      <translation>图片文件过早结束。</translation>
    </message>
    <message>
      <source>The image has a suffix that it does not take.</source>
      <translation>图片的后缀不被它接受。</translation>
    </message>
    <message>
      <source>The image has no label file.</source>
      <translation>图片没有标注文件。</translation>
    </message>
    <message>
      <source>The image is under 10 px.</source>
      <translation>图片小于 10 像素。</translation>
    </message>
    <message>
      <source>The image size {imgsz} is larger than {most}.</source>
      <translation>图像尺寸 {imgsz} 大于 {most}。</translation>
    </message>
    <message>
      <source>The image size {imgsz} is not a multiple of the model's largest stride, {stride}.</source>
      <translation>图像尺寸 {imgsz} 不是模型最大步长 {stride} 的倍数。</translation>
    </message>
    <message>
      <source>The image {image} does not exist.</source>
      <translation>图像 {image} 不存在。</translation>
    </message>
    <message>
      <source>The image {image} was not found, or several are called so.</source>
      <translation>找不到图像 {image}，或有多张同名。</translation>
    </message>
    <message>
      <source>The images are inside {archive}, so there is nowhere they could stay.</source>
      <translation>图片在 {archive} 中，无法留在原处。</translation>
    </message>
    <message>
      <source>The images come from {n} photos, and each side needs one.</source>
      <translation>图像来自 {n} 张照片，而每一边都需要一张。</translation>
    </message>
    <message>
      <source>The images of {split} have no boxes, so nothing can be measured.</source>
      <translation>{split} 的图像没有框，因此无法测量。</translation>
    </message>
    <message>
      <source>The images that differ most: the checkpoint on the left, the file on the right.</source>
      <translation>差异最大的图像：左为检查点，右为文件。</translation>
    </message>
    <message>
      <source>The input size {size} is not a multiple of {stride}.</source>
      <translation>输入尺寸 {size} 不是 {stride} 的倍数。</translation>
    </message>
    <message>
      <source>The key can't be kept for a moment: {reason}.</source>
      <translation>密钥无法暂存：{reason}。</translation>
    </message>
    <message>
      <source>The label file is not plain UTF-8; a byte order mark is too much already.</source>
      <translation>标注文件不是纯 UTF-8；有字节顺序标记也不行。</translation>
    </message>
    <message>
      <source>The label file {file} can't be read: {reason}.</source>
      <translation>标注文件 {file} 无法读取：{reason}。</translation>
    </message>
    <message>
      <source>The labels are not where it looks for them.</source>
      <translation>标注不在它寻找的地方。</translation>
    </message>
    <message>
      <source>The labels in {folder} were left there: {reason}.</source>
      <translation>{folder} 中的标注未带入：{reason}。</translation>
    </message>
    <message>
      <source>The last good checkpoint is kept; train again with a lower learning rate.</source>
      <translation>最后一个正常的检查点已保留；请以较低的学习率重新训练。</translation>
    </message>
    <message>
      <source>The layer table {where} is not usable: {reason}.</source>
      <translation>网络结构表 {where} 不可用：{reason}。</translation>
    </message>
    <message>
      <source>The loss or its gradient is not a number at step {step} of epoch {epoch}.</source>
      <translation>第 {epoch} 轮第 {step} 步的损失或梯度不是数值。</translation>
    </message>
    <message>
      <source>The model disagrees with no label.</source>
      <translation>模型与所有标注都一致。</translation>
    </message>
    <message>
      <source>The model finds {name} here ({score}), where no box is.</source>
      <translation>模型在此发现 {name}（{score}），但没有框。</translation>
    </message>
    <message>
      <source>The model found something at {noticed} of {boxes} labelled boxes and can't judge the others: choose one that finds more.</source>
      <translation>{boxes} 个标注框中，模型只在 {noticed} 个框处找到目标，无法判断其余的框：请选择找到更多目标的模型。</translation>
    </message>
    <message>
      <source>The model sees {found} here ({score}), the label says {name} ({own}).</source>
      <translation>模型在此看到 {found}（{score}），标注却是 {name}（{own}）。</translation>
    </message>
    <message>
      <source>The model was exported for 1x3x{height}x{width} and can't take {shape}.</source>
      <translation>模型以 1x3x{height}x{width} 导出，不能接受 {shape}。</translation>
    </message>
    <message>
      <source>The model {path} does not exist.</source>
      <translation>模型 {path} 不存在。</translation>
    </message>
    <message>
      <source>The model's description is incomplete or wrong: {reason}.</source>
      <translation>模型的说明信息不完整或有误：{reason}。</translation>
    </message>
    <message>
      <source>The model's output {shapes} does not fit its description, {wanted} ({classes} classes, {head}).</source>
      <translation>模型的输出 {shapes} 与其说明信息不符，应为 {wanted}（{classes} 个类别，{head}）。</translation>
    </message>
    <message>
      <source>The name can't be written in {encoding}, in which {file} is.</source>
      <translation>该名称无法以 {file} 的编码 {encoding} 写入。</translation>
    </message>
    <message>
      <source>The names in {file} are one text, {text}, and no list.</source>
      <translation>{file} 中的 names 是一段文字 {text}，而不是列表。</translation>
    </message>
    <message>
      <source>The names in {file} have dashes and numbers, as in - {id}: {name}.</source>
      <translation>{file} 中的类别名带有短横线和编号，如 - {id}: {name}。</translation>
    </message>
    <message>
      <source>The note of {run} can't be kept: the run is no longer there.</source>
      <translation>无法保存 {run} 的备注：该训练记录已不存在。</translation>
    </message>
    <message>
      <source>The old file is unchanged; free some space and try again.</source>
      <translation>原文件未改变；请腾出空间后重试。</translation>
    </message>
    <message>
      <source>The oldest; large objects only, cells of 32 pixels.</source>
      <translation>最老的模型；单元为 32 像素，只适合大目标。</translation>
    </message>
    <message>
      <source>The package {name} can't be unpacked: {reason}.</source>
      <translation>无法解包 {name}：{reason}。</translation>
    </message>
    <message>
      <source>The packages for {name} can't be fetched: the package index can't be reached.</source>
      <translation>无法获取 {name} 所需的包：包索引不可访问。</translation>
    </message>
    <message>
      <source>The page is {file}.</source>
      <translation>网页是 {file}。</translation>
    </message>
    <message>
      <source>The phone's browser will warn that it doesn't know the certificate, which was made here a moment ago: go on all the same (“Advanced” or “Show details”), and allow the camera when it asks.</source>
      <translation>手机浏览器会警告不认识此证书（它是刚刚在本机生成的）：请继续访问（“高级”或“显示详情”），并在询问时允许使用摄像头。</translation>
    </message>
    <message>
      <source>The photos can't be written to {out}: {reason}.</source>
      <translation>照片无法写入 {out}：{reason}。</translation>
    </message>
    <message>
      <source>The photos of these tiles are not at {place} any more.</source>
      <translation>这些切片的照片已不在 {place}。</translation>
    </message>
    <message>
      <source>The picture did not arrive as a whole.</source>
      <translation>图片没有完整到达。</translation>
    </message>
    <message>
      <source>The process that runs the model can't be started: {reason}.</source>
      <translation>无法启动运行模型的进程：{reason}。</translation>
    </message>
    <message>
      <source>The processes of this training don't all see the same run {run}.</source>
      <translation>此训练的各进程看到的训练记录 {run} 并不相同。</translation>
    </message>
    <message>
      <source>The program in {path} ended without an answer.</source>
      <translation>{path} 中的程序没有回答就结束了。</translation>
    </message>
    <message>
      <source>The published weights of {name} are not on this machine yet.</source>
      <translation>{name} 的公开权重尚未下载到本机。</translation>
    </message>
    <message>
      <source>The raw output agrees, but the checkpoint found nothing above {confidence} in any of {count} images, so no box could be compared; train it longer.</source>
      <translation>原始输出一致，但检查点在 {count} 张图像上都没有高于 {confidence} 的检出，因此无框可比较；请多训练一些。</translation>
    </message>
    <message>
      <source>The report was not written, because a stop was asked for: studio report does it.</source>
      <translation>因要求停止，未写报告：可用 studio report 补写。</translation>
    </message>
    <message>
      <source>The report was not written: {reason}</source>
      <translation>未写报告：{reason}</translation>
    </message>
    <message>
      <source>The run has no seal of its data, so later changes can't be told.</source>
      <translation>此训练记录没有数据校验码，因此无法判断之后的变化。</translation>
    </message>
    <message>
      <source>The run {run} has already finished its {epochs} epochs.</source>
      <translation>训练记录 {run} 的 {epochs} 轮已全部完成。</translation>
    </message>
    <message>
      <source>The run {run} is no longer there.</source>
      <translation>训练记录 {run} 已不存在。</translation>
    </message>
    <message>
      <source>The run {run} is still going on in another process.</source>
      <translation>训练 {run} 仍在另一进程中进行。</translation>
    </message>
    <message>
      <source>The run's list of data can't be understood.</source>
      <translation>训练记录的数据清单无法理解。</translation>
    </message>
    <message>
      <source>The same box stands on line {line}.</source>
      <translation>第 {line} 行有同样的框。</translation>
    </message>
    <message>
      <source>The same box stands there twice.</source>
      <translation>同一个框出现两次。</translation>
    </message>
    <message>
      <source>The same line stands there twice.</source>
      <translation>同一行出现两次。</translation>
    </message>
    <message>
      <source>The screens of the bundle {title} look at whole frames, not at tiles, for a camera's frames come in the size of the input; small objects may be missed. Its tiles.js cuts other pictures.</source>
      <translation>程序包 {title} 的界面看的是整帧，而不是切片，因为摄像头的帧就是输入的尺寸；小目标可能会漏掉。其中的 tiles.js 可切其他图片。</translation>
    </message>
    <message>
      <source>The settings of the run are damaged: {reason}.</source>
      <translation>训练记录的设置已损坏：{reason}。</translation>
    </message>
    <message>
      <source>The source {source} does not exist.</source>
      <translation>来源 {source} 不存在。</translation>
    </message>
    <message>
      <source>The split {split} of {data} has no labelled image.</source>
      <translation>{data} 的划分 {split} 中没有已标注的图像。</translation>
    </message>
    <message>
      <source>The stream {url} can't be opened.</source>
      <translation>无法打开视频流 {url}。</translation>
    </message>
    <message>
      <source>The stream {url} can't be opened: {reason}.</source>
      <translation>无法打开视频流 {url}：{reason}。</translation>
    </message>
    <message>
      <source>The stream {url} ended and could not be reached again.</source>
      <translation>视频流 {url} 已中断，无法重新连接。</translation>
    </message>
    <message>
      <source>The text behind the box is not used: {text}.</source>
      <translation>框后的文字不使用：{text}。</translation>
    </message>
    <message>
      <source>The tiles can't be written to {out}: {reason}.</source>
      <translation>切片无法写入 {out}：{reason}。</translation>
    </message>
    <message>
      <source>The tiles have the classes {ours}, and the photos {theirs}.</source>
      <translation>切片的类别是 {ours}，照片的类别是 {theirs}。</translation>
    </message>
    <message>
      <source>The training failed: {message}</source>
      <translation>训练失败：{message}</translation>
    </message>
    <message>
      <source>The training images of {data} have no boxes.</source>
      <translation>{data} 的训练图像没有框。</translation>
    </message>
    <message>
      <source>The training in {count} processes ended early.</source>
      <translation>{count} 个进程的训练提前结束。</translation>
    </message>
    <message>
      <source>The training pace can't be measured: {reason}.</source>
      <translation>无法测量训练速度：{reason}。</translation>
    </message>
    <message>
      <source>The trash is {folder}.</source>
      <translation>回收站是 {folder}。</translation>
    </message>
    <message>
      <source>The trash of your system did not take {names}.</source>
      <translation>系统回收站没有接收 {names}。</translation>
    </message>
    <message>
      <source>The usual object is {side:.1f} px in the photos; in tiles of {tile} px, trained at {imgsz} px, it has {now:.1f} px.</source>
      <translation>常见目标在照片中为 {side:.1f} 像素；在 {tile} 像素的切片中以 {imgsz} 像素训练时为 {now:.1f} 像素。</translation>
    </message>
    <message>
      <source>The val images have no boxes, so nothing can be measured: mAP stays 0, and the last epoch's weights are kept as the best.</source>
      <translation>验证图像没有框，因此无法测量：mAP 始终为 0，最后一轮的权重作为最佳保存。</translation>
    </message>
    <message>
      <source>The validation images or labels changed since the run: {changes}</source>
      <translation>训练之后验证图像或标注有变化：{changes}</translation>
    </message>
    <message>
      <source>The value {value} is not between 0 and 1, as fractions of the image are.</source>
      <translation>值 {value} 不在 0 和 1 之间，而坐标应是图像的比例。</translation>
    </message>
    <message>
      <source>The video {path} is over.</source>
      <translation>视频 {path} 已播放完。</translation>
    </message>
    <message>
      <source>The window needs {library}, which this system lacks.</source>
      <translation>窗口需要 {library}，而此系统中没有。</translation>
    </message>
    <message>
      <source>The worst images</source>
      <translation>最差图像</translation>
    </message>
    <message>
      <source>The {count} most frequent sizes of images</source>
      <translation>最常见的 {count} 种图片尺寸</translation>
    </message>
    <message>
      <source>The {name} threshold {value} is not between 0 and 1.</source>
      <translation>{name} 阈值 {value} 不在 0 和 1 之间。</translation>
    </message>
    <message>
      <source>There are no boxes yet that would tell how large objects are.</source>
      <translation>还没有框，无法得知目标大小。</translation>
    </message>
    <message>
      <source>There are no classes yet.</source>
      <translation>还没有类别。</translation>
    </message>
    <message>
      <source>There are no images in {folder}.</source>
      <translation>{folder} 中没有图像。</translation>
    </message>
    <message>
      <source>There are no weights called {name} to fetch.</source>
      <translation>没有名为 {name} 的权重可下载。</translation>
    </message>
    <message>
      <source>There are no {title} labels in {path}.</source>
      <translation>{path} 中没有 {title} 标注。</translation>
    </message>
    <message>
      <source>There is a blank line among the labels.</source>
      <translation>标注中有空行。</translation>
    </message>
    <message>
      <source>There is already a class {name}.</source>
      <translation>已有类别 {name}。</translation>
    </message>
    <message>
      <source>There is already something called {name} in {parent}.</source>
      <translation>{parent} 中已有名为 {name} 的内容。</translation>
    </message>
    <message>
      <source>There is already something called {name}.</source>
      <translation>已有名为 {name} 的文件。</translation>
    </message>
    <message>
      <source>There is an NVIDIA card, but this PyTorch can't use it: install the PyTorch made for CUDA, and a newer driver.</source>
      <translation>有 NVIDIA 显卡，但此 PyTorch 无法使用：请安装 CUDA 版 PyTorch 和较新的驱动。</translation>
    </message>
    <message>
      <source>There is no bytecode {version}.</source>
      <translation>没有字节码 {version}。</translation>
    </message>
    <message>
      <source>There is no class {value}; the dataset has {count} classes, counted from 0.</source>
      <translation>没有类别 {value}；数据集有 {count} 个类别，从 0 开始计数。</translation>
    </message>
    <message>
      <source>There is no class “{name}”.</source>
      <translation>没有类别“{name}”。</translation>
    </message>
    <message>
      <source>There is no device called {name}.</source>
      <translation>没有名为 {name} 的设备。</translation>
    </message>
    <message>
      <source>There is no environment called {name}.</source>
      <translation>没有名为 {name} 的环境。</translation>
    </message>
    <message>
      <source>There is no file {path}.</source>
      <translation>没有文件 {path}。</translation>
    </message>
    <message>
      <source>There is no folder {path}.</source>
      <translation>没有文件夹 {path}。</translation>
    </message>
    <message>
      <source>There is no image between {first} and {last}.</source>
      <translation>{first} 和 {last} 之间没有图片。</translation>
    </message>
    <message>
      <source>There is no image in {source} to compare on.</source>
      <translation>{source} 中没有可比较的图像。</translation>
    </message>
    <message>
      <source>There is no label format {name}.</source>
      <translation>没有名为 {name} 的标注格式。</translation>
    </message>
    <message>
      <source>There is no model called {model}.</source>
      <translation>没有名为 {model} 的模型。</translation>
    </message>
    <message>
      <source>There is no picture in it.</source>
      <translation>其中没有图片。</translation>
    </message>
    <message>
      <source>There is no repair {name}.</source>
      <translation>没有名为 {name} 的修复。</translation>
    </message>
    <message>
      <source>There is no room for the environment {name}: it takes {size} MB.</source>
      <translation>没有空间存放环境 {name}：需要 {size} MB。</translation>
    </message>
    <message>
      <source>There is no set called {name}.</source>
      <translation>没有名为 {name} 的数据集。</translation>
    </message>
    <message>
      <source>There is no val split: Yolo-FastestV2 is given train for it, so its score will flatter.</source>
      <translation>没有 val 部分：Yolo-FastestV2 会用 train 代替，因此它的得分会偏高。</translation>
    </message>
    <message>
      <source>There is no video file {path}.</source>
      <translation>没有视频文件 {path}。</translation>
    </message>
    <message>
      <source>There is no {name} called {value}.</source>
      <translation>没有名为 {value} 的 {name}。</translation>
    </message>
    <message>
      <source>There is not enough memory for a batch of {batch}.</source>
      <translation>内存不足以容纳批大小 {batch}。</translation>
    </message>
    <message>
      <source>There is room again: the training goes on.</source>
      <translation>又有空间了：训练继续。</translation>
    </message>
    <message>
      <source>This copy names no place where newer versions are published.</source>
      <translation>此副本没有写明新版本的发布位置。</translation>
    </message>
    <message>
      <source>This format has no room for it: {what}.</source>
      <translation>此格式无法保存：{what}。</translation>
    </message>
    <message>
      <source>This is a polygon of {count} points; the box around it is used.</source>
      <translation>这是 {count} 个点的多边形；使用其外接框。</translation>
    </message>
    <message>
      <source>This is not a whole JPEG or PNG picture.</source>
      <translation>这不是完整的 JPEG 或 PNG 图片。</translation>
    </message>
    <message>
      <source>This is the newest version, {own}.</source>
      <translation>这是最新版本 {own}。</translation>
    </message>
    <message>
      <source>This machine has no loopback network, by which its processes could train together.</source>
      <translation>本机没有回环网络，各进程无法共同训练。</translation>
    </message>
    <message>
      <source>This model can't be converted to {title}: {reason}.</source>
      <translation>此模型无法转换为 {title}：{reason}。</translation>
    </message>
    <message>
      <source>Tiles of one photo are in both train and val.</source>
      <translation>一张照片的切片同时在训练集和验证集中。</translation>
    </message>
    <message>
      <source>Tiles of one photo are on both sides, so scores on val will flatter.</source>
      <translation>同一照片的切片在两边，验证集上的分数会偏高。</translation>
    </message>
    <message>
      <source>Tiles of one photo were in several splits, so all photos are declared as train.</source>
      <translation>同一张照片的切片分在几个集合里，因此所有照片都归入 train。</translation>
    </message>
    <message>
      <source>Tiles of the photo {photo} are in both train and {split} ({count} there).</source>
      <translation>照片 {photo} 的切片同时在 train 和 {split} 中（后者有 {count} 个）。</translation>
    </message>
    <message>
      <source>Tiles that are missing: {count}, in {photos} of the photos; what they showed is grey, and their boxes are missing.</source>
      <translation>缺少的切片：{count}，涉及 {photos} 张照片；缺处为灰色，其中的框也没有。</translation>
    </message>
    <message>
      <source>Time</source>
      <translation>耗时</translation>
    </message>
    <message>
      <source>Tiny and fast; its cells are large, so not for tiny objects.</source>
      <translation>极小极快；单元较大，不适合很小的目标。</translation>
    </message>
    <message>
      <source>To do that: {option}</source>
      <translation>做法：{option}</translation>
    </message>
    <message>
      <source>To see to first: {count}.</source>
      <translation>需先处理：{count} 项。</translation>
    </message>
    <message>
      <source>Top-k is {value}, so no box could be kept.</source>
      <translation>Top-k 是 {value}，不会保留任何框。</translation>
    </message>
    <message>
      <source>Track {track} of {file} lists its keyframes alone: between frames {first} and {second} there is none.</source>
      <translation>{file} 的轨迹 {track} 只列出关键帧：第 {first} 帧与第 {second} 帧之间没有内容。</translation>
    </message>
    <message>
      <source>Tracks that are no boxes were left out: {count}.</source>
      <translation>不是框的轨迹已略去：{count}。</translation>
    </message>
    <message>
      <source>Train or download it again.</source>
      <translation>请重新训练或下载。</translation>
    </message>
    <message>
      <source>Train without --processes.</source>
      <translation>请不带 --processes 训练。</translation>
    </message>
    <message>
      <source>Trainers look for labels beside images: put the images there before they are trained on.</source>
      <translation>训练程序在图像旁边找标注：训练之前请把图像放到那里。</translation>
    </message>
    <message>
      <source>Training the default model ({model}, {epochs} epochs) on {n} photos takes about {time} here.</source>
      <translation>用默认模型（{model}，{epochs} 轮）训练 {n} 张照片，在本机约需 {time}。</translation>
    </message>
    <message>
      <source>Training time</source>
      <translation>训练用时</translation>
    </message>
    <message>
      <source>Try again later.</source>
      <translation>请稍后重试。</translation>
    </message>
    <message>
      <source>Try again, or get the file from its publisher's pages and give it with --weights FILE.</source>
      <translation>请重试，或从发布者的页面获取文件并用 --weights FILE 给出。</translation>
    </message>
    <message>
      <source>Try again, or name another registry with --index ADDRESS.</source>
      <translation>请重试，或用 --index ADDRESS 指定其他源。</translation>
    </message>
    <message>
      <source>Try again, or unpack its archive yourself and open its folder.</source>
      <translation>请重试，或自行解压并打开其文件夹。</translation>
    </message>
    <message>
      <source>Turns each cell's features into boxes as darknet does: centre in the cell, size as e^t anchors.</source>
      <translation>按 darknet 的方式把每个单元的特征变成框：中心在单元内，大小为 e^t 乘锚框。</translation>
    </message>
    <message>
      <source>Turns each cell's features into boxes: offset, size, objectness and class scores per anchor.</source>
      <translation>把每个单元的特征变成框：每个锚框的偏移、大小、目标性和类别分数。</translation>
    </message>
    <message>
      <source>Turns each cell's features into boxes: one branch places boxes, another tells objects and classes.</source>
      <translation>把每个单元的特征变成框：一个分支定位框，另一个判断有无目标及其类别。</translation>
    </message>
    <message>
      <source>Two boxes of different classes are in the same place.</source>
      <translation>两个不同类别的框在同一位置。</translation>
    </message>
    <message>
      <source>Two boxes of one class are nearly the same.</source>
      <translation>同一类别的两个框几乎相同。</translation>
    </message>
    <message>
      <source>Two classes are named {name}.</source>
      <translation>有两个类别都叫 {name}。</translation>
    </message>
    <message>
      <source>Two images share one label file.</source>
      <translation>两张图片共用一个标注文件。</translation>
    </message>
    <message>
      <source>Type a name.</source>
      <translation>请输入名称。</translation>
    </message>
    <message>
      <source>Type at least one letter or digit.</source>
      <translation>请至少输入一个字母或数字。</translation>
    </message>
    <message>
      <source>Type the class at the box and press Enter, or press Esc there to drop it.</source>
      <translation>请在框旁输入类别并按回车，或按 Esc 丢弃它。</translation>
    </message>
    <message>
      <source>UTF-8 with a byte order mark</source>
      <translation>带字节顺序标记的 UTF-8</translation>
    </message>
    <message>
      <source>Undo the last step, or delete that box.</source>
      <translation>请撤销上一步，或删除该框。</translation>
    </message>
    <message>
      <source>Unpack it and give the model inside.</source>
      <translation>请解压后给出其中的模型。</translation>
    </message>
    <message>
      <source>Unpack it yourself, and give the folder that comes out.</source>
      <translation>请自行解压，再给出解压后的文件夹。</translation>
    </message>
    <message>
      <source>Unpack it, and give the folder that comes out.</source>
      <translation>请解压后给出得到的文件夹。</translation>
    </message>
    <message>
      <source>Use --device cpu, or leave it out to take the best there is.</source>
      <translation>请使用 --device cpu，或去掉它以自动选用最好的设备。</translation>
    </message>
    <message>
      <source>Use --device cuda, which gives each a graphics card of its own, or --device cpu.</source>
      <translation>请使用 --device cuda（每个进程一块显卡），或 --device cpu。</translation>
    </message>
    <message>
      <source>Use --epochs 1 or more.</source>
      <translation>请使用 --epochs 1 或更大。</translation>
    </message>
    <message>
      <source>Use --frames 1 or more.</source>
      <translation>请使用 --frames 1 或更大。</translation>
    </message>
    <message>
      <source>Use --head {heads} for it.</source>
      <translation>请对它使用 --head {heads}。</translation>
    </message>
    <message>
      <source>Use --head {heads}.</source>
      <translation>请使用 --head {heads}。</translation>
    </message>
    <message>
      <source>Use --processes {cards}, or --device cpu.</source>
      <translation>请使用 --processes {cards}，或 --device cpu。</translation>
    </message>
    <message>
      <source>Use --to darknet.</source>
      <translation>请用 --to darknet。</translation>
    </message>
    <message>
      <source>Use -1 for the row above, -2 for the one above that, or the index of an earlier row.</source>
      <translation>-1 表示上一行，-2 表示再上一行，或用前面某行的行号。</translation>
    </message>
    <message>
      <source>Use 0 for none up to 0.9; 0.2 shares a fifth of each tile with its neighbour.</source>
      <translation>请用 0（不重叠）到 0.9；0.2 表示与相邻切片共有五分之一。</translation>
    </message>
    <message>
      <source>Use 1 for all of them, 0 for none, or a share between.</source>
      <translation>1 为全部，0 为不保留，或取其间的比例。</translation>
    </message>
    <message>
      <source>Use 1 or more, or leave it out.</source>
      <translation>请用 1 或更大，或去掉它。</translation>
    </message>
    <message>
      <source>Use 1 or more; 1000 is usual.</source>
      <translation>请用 1 或更大；通常为 1000。</translation>
    </message>
    <message>
      <source>Use 1 px or more.</source>
      <translation>请用 1 像素或更大。</translation>
    </message>
    <message>
      <source>Use 1 to 100; 95 is hardly told from the photo.</source>
      <translation>请用 1 到 100；95 与照片几乎看不出差别。</translation>
    </message>
    <message>
      <source>Use 352, as it comes, or 416.</source>
      <translation>请用默认的 352，或 416。</translation>
    </message>
    <message>
      <source>Use a --batch that is a multiple of the processes, and at least as many images.</source>
      <translation>请让 --batch 是进程数的倍数，且图像不少于此数。</translation>
    </message>
    <message>
      <source>Use a .jpg or .png name.</source>
      <translation>请使用 .jpg 或 .png 文件名。</translation>
    </message>
    <message>
      <source>Use a checkpoint of one of the families that studio models lists.</source>
      <translation>请使用 studio models 所列系列的检查点。</translation>
    </message>
    <message>
      <source>Use a checkpoint of the same model.</source>
      <translation>请使用同一模型的检查点。</translation>
    </message>
    <message>
      <source>Use a dataset with the same classes in the same order.</source>
      <translation>请使用类别及其顺序都相同的数据集。</translation>
    </message>
    <message>
      <source>Use a higher --bytecode, up to {most}, or leave it out.</source>
      <translation>请使用更高的 --bytecode，最高 {most}，或去掉它。</translation>
    </message>
    <message>
      <source>Use a larger --imgsz, or two images or more in a --batch.</source>
      <translation>请使用更大的 --imgsz，或让 --batch 至少有两张图像。</translation>
    </message>
    <message>
      <source>Use a number above 0, such as 1 or 0.5.</source>
      <translation>请用大于 0 的数，例如 1 或 0.5。</translation>
    </message>
    <message>
      <source>Use a number from 1 to 10000.</source>
      <translation>请使用 1 到 10000 之间的数。</translation>
    </message>
    <message>
      <source>Use a number from 1 to {most}.</source>
      <translation>请使用 1 到 {most} 之间的数。</translation>
    </message>
    <message>
      <source>Use a number from {fewest} to {most}.</source>
      <translation>请使用 {fewest} 到 {most} 之间的数。</translation>
    </message>
    <message>
      <source>Use a number from {least} to {most}.</source>
      <translation>请使用 {least} 到 {most} 之间的数。</translation>
    </message>
    <message>
      <source>Use a number from {low} to {high}.</source>
      <translation>请使用 {low} 到 {high} 之间的数。</translation>
    </message>
    <message>
      <source>Use a run of this program, or a checkpoint of one of the families that studio models lists.</source>
      <translation>请使用本程序的训练记录，或 studio models 所列系列的检查点。</translation>
    </message>
    <message>
      <source>Use a share for val above 0, and for both at most {most}.</source>
      <translation>val 的比例须大于 0，两者都不超过 {most}。</translation>
    </message>
    <message>
      <source>Use a share from 0 to 1; 0.3 is usual.</source>
      <translation>请使用 0 到 1 之间的比例；通常为 0.3。</translation>
    </message>
    <message>
      <source>Use a size from 1 px to that of the tile; 16 is easy for every model.</source>
      <translation>请用 1 像素到切片尺寸之间的大小；16 对各种模型都容易。</translation>
    </message>
    <message>
      <source>Use a smaller --batch, --imgsz or model.</source>
      <translation>请使用更小的 --batch、--imgsz 或模型。</translation>
    </message>
    <message>
      <source>Use a smaller one, and cut larger pictures into tiles.</source>
      <translation>请使用较小的尺寸，把大图切成切片。</translation>
    </message>
    <message>
      <source>Use a time from 0 up to that.</source>
      <translation>请用 0 到该长度之间的时间。</translation>
    </message>
    <message>
      <source>Use a value from {low} to {high}.</source>
      <translation>请使用 {low} 到 {high} 之间的值。</translation>
    </message>
    <message>
      <source>Use a value such as 0.25 for confidence and 0.45 for IoU.</source>
      <translation>例如置信度用 0.25，IoU 用 0.45。</translation>
    </message>
    <message>
      <source>Use at least one row and one column, and tiles of at least one pixel.</source>
      <translation>请至少用一行一列，切片至少一个像素。</translation>
    </message>
    <message>
      <source>Use auto, cpu, cuda, cuda:0 or mps.</source>
      <translation>请使用 auto、cpu、cuda、cuda:0 或 mps。</translation>
    </message>
    <message>
      <source>Use best.pt or last.pt from a run folder.</source>
      <translation>请使用训练记录文件夹中的 best.pt 或 last.pt。</translation>
    </message>
    <message>
      <source>Use larger tiles.</source>
      <translation>请使用更大的切块。</translation>
    </message>
    <message>
      <source>Use one of {addresses}.</source>
      <translation>请使用 {addresses} 之一。</translation>
    </message>
    <message>
      <source>Use one of {names}, or the path of a layer table.</source>
      <translation>请使用 {names} 之一，或网络结构表的路径。</translation>
    </message>
    <message>
      <source>Use one of {names}.</source>
      <translation>请使用 {names} 之一。</translation>
    </message>
    <message>
      <source>Use one or more of {names}.</source>
      <translation>请使用 {names} 中的一个或多个。</translation>
    </message>
    <message>
      <source>Use rows x columns, such as 2x2, or pixels, such as 208, with the overlap if it is not a fifth, such as 208:0.1; add +whole to look at the whole picture, too.</source>
      <translation>请用“行x列”，例如 2x2；或用像素，例如 208，重叠不是五分之一时写成 208:0.1；加上 +whole 则同时查看整张图片。</translation>
    </message>
    <message>
      <source>Use sides of at least {least} px and at most {most} megapixels, as in 480x360.</source>
      <translation>边长至少 {least} 像素，总共至多 {most} 百万像素，例如 480x360。</translation>
    </message>
    <message>
      <source>Use the .cfg the weights were trained with.</source>
      <translation>请使用训练这些权重时的 .cfg。</translation>
    </message>
    <message>
      <source>Use the .cfg these weights were trained with.</source>
      <translation>请使用训练这些权重时的 .cfg。</translation>
    </message>
    <message>
      <source>Use two whole numbers, such as 3x4.</source>
      <translation>请使用两个整数，例如 3x4。</translation>
    </message>
    <message>
      <source>Use {above}.</source>
      <translation>请使用 {above}。</translation>
    </message>
    <message>
      <source>Use {below} or {above}.</source>
      <translation>请使用 {below} 或 {above}。</translation>
    </message>
    <message>
      <source>Val has no box of {names}.</source>
      <translation>验证集没有 {names} 的框。</translation>
    </message>
    <message>
      <source>Val images that are copies of train images: {count}; scores on val will flatter.</source>
      <translation>与训练图像相同的验证图像：{count} 张；验证集上的分数会偏高。</translation>
    </message>
    <message>
      <source>Val is a part of photos that are trained on, too ({count}), with a margin between: it says nothing of other photos.</source>
      <translation>验证集是训练照片的一部分（{count} 张），中间有间隔：它说明不了其他照片。</translation>
    </message>
    <message>
      <source>Val is a part of photos that are trained on, with a margin between.</source>
      <translation>验证集是参与训练的照片的一部分，中间留有间隔。</translation>
    </message>
    <message>
      <source>Val is the same as train.</source>
      <translation>验证集与训练集相同。</translation>
    </message>
    <message>
      <source>Values are not parted by exactly one space.</source>
      <translation>值之间不是恰好一个空格。</translation>
    </message>
    <message>
      <source>Verdicts</source>
      <translation>结论</translation>
    </message>
    <message>
      <source>Verification of {model}</source>
      <translation>{model} 的校验</translation>
    </message>
    <message>
      <source>Version {newest} is there; this is {own}.</source>
      <translation>有新版本 {newest}；当前为 {own}。</translation>
    </message>
    <message>
      <source>Version {newest} is there; this is {own}. Get it from {page}.</source>
      <translation>有新版本 {newest}；当前为 {own}。可从 {page} 获取。</translation>
    </message>
    <message>
      <source>Web page</source>
      <translation>网页</translation>
    </message>
    <message>
      <source>Weights need no such call. Get it from its publisher, or let them save its weights alone.</source>
      <translation>权重不需要这样的调用。请从发布者处获取，或请其只保存权重。</translation>
    </message>
    <message>
      <source>What comes closest: {sentence} With that, {agreeing} of {boxes} boxes agree.</source>
      <translation>最接近的解释：{sentence} 照此，{boxes} 个框中有 {agreeing} 个一致。</translation>
    </message>
    <message>
      <source>What differs from the defaults is bold.</source>
      <translation>与默认值不同的项以粗体显示。</translation>
    </message>
    <message>
      <source>What happened is said above; a run with a last.pt in it goes on with --resume.</source>
      <translation>原因见上；有 last.pt 的训练记录可用 --resume 继续。</translation>
    </message>
    <message>
      <source>What runs models in a browser</source>
      <translation>在浏览器中运行模型的组件</translation>
    </message>
    <message>
      <source>What stands behind the box, a score or the number of a track, is not used.</source>
      <translation>框后的分数或跟踪编号不使用。</translation>
    </message>
    <message>
      <source>What tells the photos of tiles can't be read.</source>
      <translation>记录切片来自哪些照片的文件无法读取。</translation>
    </message>
    <message>
      <source>What the files held before is in {file}.</source>
      <translation>文件原来的内容在 {file}。</translation>
    </message>
    <message>
      <source>What the reference trainers make of it</source>
      <translation>参考训练程序会怎样读它</translation>
    </message>
    <message>
      <source>What was said of an image's boxes can't be read.</source>
      <translation>关于图片中框的说明无法读取。</translation>
    </message>
    <message>
      <source>What was there before: {file}</source>
      <translation>原来的内容：{file}</translation>
    </message>
    <message>
      <source>What web pages are run by</source>
      <translation>运行网页的组件</translation>
    </message>
    <message>
      <source>What whole photos can tell is whether objects are found as something: hold out one photo at a time, and look at the class-blind recall.</source>
      <translation>整张照片能说明的是目标是否被找到（不论类别）：每次留出一张照片，看不分类别的召回率。</translation>
    </message>
    <message>
      <source>What {address} sent is not {name}: {wrong}.</source>
      <translation>{address} 发来的不是 {name}：{wrong}。</translation>
    </message>
    <message>
      <source>What {key}: names is no path and no list of paths.</source>
      <translation>{key}: 的内容既不是路径也不是路径列表。</translation>
    </message>
    <message>
      <source>What {title} says of boxes besides is left out: {names}.</source>
      <translation>{title} 中框的其他内容将略去：{names}。</translation>
    </message>
    <message>
      <source>What {title} says of images besides is left out: {names}.</source>
      <translation>{title} 中图像的其他内容将略去：{names}。</translation>
    </message>
    <message>
      <source>What {title} says of the whole set is left out: {names}.</source>
      <translation>{title} 中关于整个数据集的内容将略去：{names}。</translation>
    </message>
    <message>
      <source>Whatever class they are taken for, {recall:.0%} of the boxes are found (precision {precision:.0%}).</source>
      <translation>不论认成哪个类别，{recall:.0%} 的框被找到（精确率 {precision:.0%}）。</translation>
    </message>
    <message>
      <source>Where boxes lie in the image</source>
      <translation>框在图片中的位置</translation>
    </message>
    <message>
      <source>Which cameras there are can't be told here; Live finds out.</source>
      <translation>此处无法得知有哪些摄像头；“实时”页会查明。</translation>
    </message>
    <message>
      <source>With --resume only --epochs may be given, and DATA when the dataset was moved.</source>
      <translation>使用 --resume 时只能给出 --epochs，以及数据集移动后的 DATA。</translation>
    </message>
    <message>
      <source>With these settings {percent} % of the boxes of class {name} look like class {like}: leave hue and saturation alone (classes differ by colour).</source>
      <translation>按这些设置，类别 {name} 的框有 {percent} % 看起来像类别 {like}：请保持色相和饱和度不变（按颜色区分类别）。</translation>
    </message>
    <message>
      <source>With these settings {percent} % of the boxes of class {name} look like other classes ({likes}): leave hue and saturation alone (classes differ by colour).</source>
      <translation>按这些设置，类别 {name} 的框有 {percent} % 看起来像其他类别（{likes}）：请保持色相和饱和度不变（按颜色区分类别）。</translation>
    </message>
    <message>
      <source>Without HTTPS a phone's browser gives the page no camera; pictures can be chosen.</source>
      <translation>没有 HTTPS 时，手机浏览器不允许网页使用摄像头；可以选择图片。</translation>
    </message>
    <message>
      <source>Works cheaply on one half of the channels, then interleaves both halves like a pack of cards, so that the next row works on a mixture.</source>
      <translation>以很小的代价处理一半通道，再像洗牌一样交错两半，使下一行处理的是混合结果。</translation>
    </message>
    <message>
      <source>Would not take everything as it is.</source>
      <translation>不会原样接受全部内容。</translation>
    </message>
    <message>
      <source>Would stop with an error.</source>
      <translation>会因错误停止。</translation>
    </message>
    <message>
      <source>Would stop with an error: {names}.</source>
      <translation>会因错误停止：{names}。</translation>
    </message>
    <message>
      <source>Would take every image and box of these files once this is seen to: {count}.</source>
      <translation>处理以下事项后会接受这些文件中的所有图像和框：{count}。</translation>
    </message>
    <message>
      <source>Would take every image and box of these files.</source>
      <translation>会接受这些文件中的所有图像和框。</translation>
    </message>
    <message>
      <source>Write a plain colon with a space behind it.</source>
      <translation>请写普通冒号并在后面加一个空格。</translation>
    </message>
    <message>
      <source>Write filters={wanted}, or correct classes in the section below.</source>
      <translation>请写 filters={wanted}，或更正下面小节中的 classes。</translation>
    </message>
    <message>
      <source>Write it as 480x360.</source>
      <translation>请写成 480x360 的形式。</translation>
    </message>
    <message>
      <source>Write it such as {example}.</source>
      <translation>请写成 {example} 这样的形式。</translation>
    </message>
    <message>
      <source>Write labels as UTF-8</source>
      <translation>把标注写成 UTF-8</translation>
    </message>
    <message>
      <source>Write numbers above 0 and commas, as in {example}.</source>
      <translation>请写大于 0 的数并用逗号分隔，例如 {example}。</translation>
    </message>
    <message>
      <source>Write one key a line, or write the split into a new file with --out.</source>
      <translation>请每行写一个键，或用 --out 把划分写入新文件。</translation>
    </message>
    <message>
      <source>Write one path of an image a line, or open the folder of images instead.</source>
      <translation>请每行写一个图像路径，或改为打开图像文件夹。</translation>
    </message>
    <message>
      <source>Write plain boxes</source>
      <translation>写成普通框</translation>
    </message>
    <message>
      <source>Write rights</source>
      <translation>写入权限</translation>
    </message>
    <message>
      <source>Write rtsp:// in place of http://.</source>
      <translation>请把 http:// 改写为 rtsp://。</translation>
    </message>
    <message>
      <source>Write the file again with the program it comes from.</source>
      <translation>请用生成它的程序重新写出此文件。</translation>
    </message>
    <message>
      <source>Write the number first: {id}: {name}.</source>
      <translation>请把编号写在前面：{id}: {name}。</translation>
    </message>
    <message>
      <source>Write the path with / or put it in single quotes.</source>
      <translation>请用 / 书写路径，或放进单引号。</translation>
    </message>
    <message>
      <source>Write them as a list or as lines such as 0: cat under names: in that file.</source>
      <translation>请在该文件的 names: 下写成列表，或写成 0: cat 这样的行。</translation>
    </message>
    <message>
      <source>Write them into the address in front of the camera's name, as in user:password@camera.</source>
      <translation>请写在地址中摄像头名称之前，如 user:password@camera。</translation>
    </message>
    <message>
      <source>Write {id}: {name}.</source>
      <translation>请写 {id}: {name}。</translation>
    </message>
    <message>
      <source>Writing the bundle {name}.</source>
      <translation>正在写部署包 {name}。</translation>
    </message>
    <message>
      <source>Writing the golden set.</source>
      <translation>正在写基准样本集。</translation>
    </message>
    <message>
      <source>Written: {file}</source>
      <translation>已写入：{file}</translation>
    </message>
    <message>
      <source>Wrong class</source>
      <translation>类别错误</translation>
    </message>
    <message>
      <source>Yolo-FastestV2 finds no labels in {out}: there is a point in its path.</source>
      <translation>Yolo-FastestV2 在 {out} 中找不到标注：路径中有点号。</translation>
    </message>
    <message>
      <source>Yolo-FastestV2 reads labels beside images, as darknet does.</source>
      <translation>Yolo-FastestV2 与 darknet 一样读取图像旁边的标注。</translation>
    </message>
    <message>
      <source>You may not use camera {names}. On Linux, add yourself to the group “video” and log in again.</source>
      <translation>您无权使用摄像头 {names}。在 Linux 上请把自己加入“video”组，然后重新登录。</translation>
    </message>
    <message>
      <source>You may write where settings, trainings and sets are kept.</source>
      <translation>存放设置、训练记录和数据集的位置均可写入。</translation>
    </message>
    <message>
      <source>a .json beside each image</source>
      <translation>每张图像旁一个 .json</translation>
    </message>
    <message>
      <source>a Canon raw picture</source>
      <translation>佳能 RAW 图片</translation>
    </message>
    <message>
      <source>a DICOM picture</source>
      <translation>DICOM 图片</translation>
    </message>
    <message>
      <source>a DirectDraw picture</source>
      <translation>DirectDraw 图片</translation>
    </message>
    <message>
      <source>a FITS picture</source>
      <translation>FITS 图片</translation>
    </message>
    <message>
      <source>a Fujifilm raw picture</source>
      <translation>富士 RAW 图片</translation>
    </message>
    <message>
      <source>a GIMP picture</source>
      <translation>GIMP 图片</translation>
    </message>
    <message>
      <source>a HEIF picture</source>
      <translation>HEIF 图片</translation>
    </message>
    <message>
      <source>a JPEG XL picture</source>
      <translation>JPEG XL 图片</translation>
    </message>
    <message>
      <source>a JPEG XR picture</source>
      <translation>JPEG XR 图片</translation>
    </message>
    <message>
      <source>a JPEG with {bits} bits a channel</source>
      <translation>每通道 {bits} 位的 JPEG</translation>
    </message>
    <message>
      <source>a JPEG-LS picture</source>
      <translation>JPEG-LS 图片</translation>
    </message>
    <message>
      <source>a JSON document</source>
      <translation>JSON 文档</translation>
    </message>
    <message>
      <source>a PDF document</source>
      <translation>PDF 文档</translation>
    </message>
    <message>
      <source>a Photoshop picture</source>
      <translation>Photoshop 图片</translation>
    </message>
    <message>
      <source>a TIFF of floating point numbers with {bits} bits</source>
      <translation>{bits} 位浮点数的 TIFF</translation>
    </message>
    <message>
      <source>a TIFF that keeps each colour, of more than 8 bits, in a plane of its own</source>
      <translation>各颜色超过 8 位且分平面存储的 TIFF</translation>
    </message>
    <message>
      <source>a TIFF with the compression {name}</source>
      <translation>以 {name} 压缩的 TIFF</translation>
    </message>
    <message>
      <source>a TIFF with {count} channels</source>
      <translation>有 {count} 个通道的 TIFF</translation>
    </message>
    <message>
      <source>a [route] with groups reads more than one layer.</source>
      <translation>带 groups 的 [route] 读取了不止一层。</translation>
    </message>
    <message>
      <source>a box is of another class</source>
      <translation>有一个框的类别不同</translation>
    </message>
    <message>
      <source>a box is {pixels} px from where it was</source>
      <translation>有一个框偏离原位 {pixels} 像素</translation>
    </message>
    <message>
      <source>a box whose longer side has so many pixels</source>
      <translation>有一个框的长边为这么多像素</translation>
    </message>
    <message>
      <source>a checkpoint or an exported file. See studio VERB --help.</source>
      <translation>检查点或导出文件。见 studio 命令 --help。</translation>
    </message>
    <message>
      <source>a convolution without batch_normalize=1 that is not in front of a detection section.</source>
      <translation>没有 batch_normalize=1 的卷积不在检测小节之前。</translation>
    </message>
    <message>
      <source>a file called {name}, which not every system can have</source>
      <translation>其中有文件 {name}，并非每个系统都能有这样的名字</translation>
    </message>
    <message>
      <source>a file of type {kind}</source>
      <translation>{kind} 类型的文件</translation>
    </message>
    <message>
      <source>a frame at each change of scene</source>
      <translation>每次场景切换取一帧</translation>
    </message>
    <message>
      <source>a frame at this interval (1)</source>
      <translation>按此间隔取帧（1）</translation>
    </message>
    <message>
      <source>a gzip archive</source>
      <translation>gzip 压缩文件</translation>
    </message>
    <message>
      <source>a head has to be the last row</source>
      <translation>检测头必须是最后一行</translation>
    </message>
    <message>
      <source>a huge number</source>
      <translation>非常大的数</translation>
    </message>
    <message>
      <source>a link called {name}</source>
      <translation>其中有链接 {name}</translation>
    </message>
    <message>
      <source>a list</source>
      <translation>列表</translation>
    </message>
    <message>
      <source>a list of whole numbers</source>
      <translation>整数列表</translation>
    </message>
    <message>
      <source>a lossless JPEG</source>
      <translation>无损 JPEG</translation>
    </message>
    <message>
      <source>a name is missing</source>
      <translation>缺少名称</translation>
    </message>
    <message>
      <source>a new data YAML or .data; DATA stays as it is</source>
      <translation>新的数据 YAML 或 .data；DATA 保持不变</translation>
    </message>
    <message>
      <source>a number</source>
      <translation>数值</translation>
    </message>
    <message>
      <source>a part of it is larger than {most} bytes</source>
      <translation>其中一部分大于 {most} 字节</translation>
    </message>
    <message>
      <source>a part of the image's name</source>
      <translation>图像名称的一部分</translation>
    </message>
    <message>
      <source>a part of the text of a box</source>
      <translation>框的文字的一部分</translation>
    </message>
    <message>
      <source>a password</source>
      <translation>它有密码</translation>
    </message>
    <message>
      <source>a picture would take more than {most} operations</source>
      <translation>一张图片需要超过 {most} 次运算</translation>
    </message>
    <message>
      <source>a single picture</source>
      <translation>单张图片</translation>
    </message>
    <message>
      <source>a tenth of it after epoch {epochs}</source>
      <translation>在第 {epochs} 轮后降为十分之一</translation>
    </message>
    <message>
      <source>a video</source>
      <translation>视频</translation>
    </message>
    <message>
      <source>a web page</source>
      <translation>网页</translation>
    </message>
    <message>
      <source>a web server</source>
      <translation>网页服务器</translation>
    </message>
    <message>
      <source>a whole number from {least} up</source>
      <translation>不小于 {least} 的整数</translation>
    </message>
    <message>
      <source>a word that you gave the image</source>
      <translation>您给图像的标记词</translation>
    </message>
    <message>
      <source>a zip archive</source>
      <translation>zip 压缩文件</translation>
    </message>
    <message>
      <source>a zip bomb, which unpacks to far more than its size</source>
      <translation>它是压缩炸弹，解压后远大于自身</translation>
    </message>
    <message numerus="yes">
      <source>accepted {n} suggestions on {images} images</source>
      <comment>accepted {n} suggestion</comment>
      <translation>
        <numerusform>在 {images} 张图像上接受了 {n} 个建议</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>accepted {n} suggestions on {image}</source>
      <comment>accepted {n} suggestion on {image}</comment>
      <translation>
        <numerusform>在 {image} 上接受了 {n} 个建议</numerusform>
      </translation>
    </message>
    <message>
      <source>add copies of images to a dataset</source>
      <translation>将图像副本添加到数据集</translation>
    </message>
    <message>
      <source>added the class “{name}”</source>
      <translation>添加类别“{name}”</translation>
    </message>
    <message numerus="yes">
      <source>added {n} boxes to {image}</source>
      <comment>added {n} box to {image}</comment>
      <translation>
        <numerusform>在 {image} 上添加 {n} 个框</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>added {n} images</source>
      <comment>added {n} image</comment>
      <translation>
        <numerusform>添加了 {n} 张图像</numerusform>
      </translation>
    </message>
    <message>
      <source>address to serve at (that on the local network)</source>
      <translation>提供服务的地址（默认为本地网络地址）</translation>
    </message>
    <message>
      <source>all</source>
      <translation>全部</translation>
    </message>
    <message>
      <source>also write a file for whoever helps: no images, no names</source>
      <translation>同时写一个供他人帮助排查的文件：没有图像，没有名称</translation>
    </message>
    <message>
      <source>also write a page with pictures and plots</source>
      <translation>另外写一个带图片和图表的网页</translation>
    </message>
    <message>
      <source>an .xml for each image</source>
      <translation>每张图像一个 .xml</translation>
    </message>
    <message>
      <source>an AVIF picture</source>
      <translation>AVIF 图片</translation>
    </message>
    <message>
      <source>an OpenEXR picture</source>
      <translation>OpenEXR 图片</translation>
    </message>
    <message>
      <source>an SVG drawing</source>
      <translation>SVG 图形</translation>
    </message>
    <message>
      <source>an anchor's side is not a number above 0</source>
      <translation>锚框的边不是大于 0 的数</translation>
    </message>
    <message>
      <source>an icon</source>
      <translation>图标</translation>
    </message>
    <message>
      <source>an object</source>
      <translation>对象</translation>
    </message>
    <message>
      <source>anchors</source>
      <translation>锚框</translation>
    </message>
    <message>
      <source>anchors in pixels of the input, as 8,9,12,15 and so on, which are then not fitted</source>
      <translation>以输入像素表示的锚框，如 8,9,12,15 等；给定后不再拟合</translation>
    </message>
    <message>
      <source>and {count} more</source>
      <translation>另有 {count} 个</translation>
    </message>
    <message>
      <source>and {count} more; --json has all.</source>
      <translation>另有 {count} 个；--json 可列出全部。</translation>
    </message>
    <message>
      <source>annotations.xml of CVAT for images 1.1</source>
      <translation>CVAT for images 1.1 的 annotations.xml</translation>
    </message>
    <message>
      <source>another dataset, such as one of photos of another day, whose score to show beside</source>
      <translation>另一个数据集（例如另一天的照片），其分数并排显示</translation>
    </message>
    <message>
      <source>another one draws other photos (0)</source>
      <translation>换一个种子会画出不同的照片（0）</translation>
    </message>
    <message>
      <source>another program</source>
      <translation>另一个程序</translation>
    </message>
    <message>
      <source>architecture, layer table, .cfg, run folder, checkpoint or exported file</source>
      <translation>架构、网络结构表、.cfg、训练记录文件夹、检查点或导出文件</translation>
    </message>
    <message>
      <source>architecture, or the path of a layer table; empty takes the one of `weights`</source>
      <translation>架构，或网络结构表的路径；留空则用 `weights` 的架构</translation>
    </message>
    <message>
      <source>argument %(argument_name)s: %(message)s</source>
      <translation>参数 %(argument_name)s：%(message)s</translation>
    </message>
    <message>
      <source>arguments</source>
      <translation>参数</translation>
    </message>
    <message>
      <source>as asked for</source>
      <translation>按要求</translation>
    </message>
    <message>
      <source>as before</source>
      <translation>已恢复</translation>
    </message>
    <message>
      <source>at a confidence of</source>
      <translation>置信度</translation>
    </message>
    <message>
      <source>auto, cpu, cuda, cuda:0 or mps</source>
      <translation>auto、cpu、cuda、cuda:0 或 mps</translation>
    </message>
    <message>
      <source>backup</source>
      <translation>备份</translation>
    </message>
    <message>
      <source>batch {count}</source>
      <translation>批大小 {count}</translation>
    </message>
    <message>
      <source>before a detection section a convolution has {key}={wanted}.</source>
      <translation>检测小节之前的卷积应有 {key}={wanted}。</translation>
    </message>
    <message>
      <source>best epoch</source>
      <translation>最佳轮次</translation>
    </message>
    <message>
      <source>best mAP@0.5</source>
      <translation>最佳 mAP@0.5</translation>
    </message>
    <message>
      <source>best mAP@0.5:0.95</source>
      <translation>最佳 mAP@0.5:0.95</translation>
    </message>
    <message>
      <source>best: {map50:.3f}</source>
      <translation>最佳：{map50:.3f}</translation>
    </message>
    <message>
      <source>borderline</source>
      <translation>临界</translation>
    </message>
    <message>
      <source>box</source>
      <translation>框</translation>
    </message>
    <message>
      <source>box difference</source>
      <translation>框差异</translation>
    </message>
    <message>
      <source>boxes</source>
      <translation>框</translation>
    </message>
    <message>
      <source>boxes above a confidence of {confidence:g}, NMS at an IoU of {iou:g}</source>
      <translation>置信度高于 {confidence:g} 的框，NMS 的 IoU 为 {iou:g}</translation>
    </message>
    <message>
      <source>boxes added</source>
      <translation>新增的框</translation>
    </message>
    <message>
      <source>boxes changed</source>
      <translation>改动的框</translation>
    </message>
    <message>
      <source>boxes clipped</source>
      <translation>截断的框</translation>
    </message>
    <message>
      <source>boxes compared</source>
      <translation>比较的框</translation>
    </message>
    <message>
      <source>boxes dropped</source>
      <translation>舍弃的框</translation>
    </message>
    <message>
      <source>boxes dropped: {boxes}</source>
      <translation>丢弃的框：{boxes}</translation>
    </message>
    <message>
      <source>boxes in no tile</source>
      <translation>不在切片中的框</translation>
    </message>
    <message>
      <source>boxes in the image</source>
      <translation>图片中的框</translation>
    </message>
    <message>
      <source>boxes kept whole</source>
      <translation>完整保留的框</translation>
    </message>
    <message>
      <source>boxes misread: {boxes}</source>
      <translation>读错的框：{boxes}</translation>
    </message>
    <message>
      <source>boxes of the photos</source>
      <translation>照片中的框</translation>
    </message>
    <message>
      <source>boxes of the tiles</source>
      <translation>切片中的框</translation>
    </message>
    <message>
      <source>boxes pasted from other pictures, as a share of those a picture has</source>
      <translation>从其他图片粘贴的框，占该图原有框的比例</translation>
    </message>
    <message>
      <source>boxes read back</source>
      <translation>读回的框</translation>
    </message>
    <message>
      <source>boxes removed</source>
      <translation>删除的框</translation>
    </message>
    <message>
      <source>bring the labels of tiles and of their photos in line</source>
      <translation>同步切片与其照片的标注</translation>
    </message>
    <message>
      <source>camera number, video, folder of images, URL, or the word sample</source>
      <translation>摄像头编号、视频、图片文件夹、URL，或 sample（示例场景）</translation>
    </message>
    <message>
      <source>camera {index}</source>
      <translation>摄像头 {index}</translation>
    </message>
    <message>
      <source>channels={value}: its network takes other pictures, such as grey ones.</source>
      <translation>channels={value}：其网络接受其他图片，例如灰度图。</translation>
    </message>
    <message>
      <source>checkpoint</source>
      <translation>检查点</translation>
    </message>
    <message>
      <source>checkpoint beside it</source>
      <translation>旁边的检查点</translation>
    </message>
    <message>
      <source>checkpoint to start from, or a name of studio weights</source>
      <translation>初始检查点，或 studio weights 中的名称</translation>
    </message>
    <message>
      <source>class</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>class names of a checkpoint, one a line</source>
      <translation>检查点的类别名文件，每行一个</translation>
    </message>
    <message>
      <source>class {number}</source>
      <translation>类别 {number}</translation>
    </message>
    <message>
      <source>classes</source>
      <translation>类别</translation>
    </message>
    <message>
      <source>classes says {classes}, but there are {count} names.</source>
      <translation>classes 写的是 {classes}，但有 {count} 个名称。</translation>
    </message>
    <message>
      <source>classes: {names}</source>
      <translation>类别：{names}</translation>
    </message>
    <message>
      <source>compare with the checkpoint on its images</source>
      <translation>在其图像上与检查点比较</translation>
    </message>
    <message>
      <source>compared on {data}</source>
      <translation>在 {data} 上比较</translation>
    </message>
    <message>
      <source>compute in 16 bits where that is exact enough (by default on CUDA)</source>
      <translation>在精度足够处以 16 位计算（CUDA 上默认）</translation>
    </message>
    <message>
      <source>copy the images, hard-link them, or leave them where they are (copy)</source>
      <translation>复制图像、建硬链接，或留在原处（copy）</translation>
    </message>
    <message>
      <source>cut boxes at the edge</source>
      <translation>在边缘裁框</translation>
    </message>
    <message>
      <source>cut each photo into so many rows and columns</source>
      <translation>把每张照片切成若干行和列</translation>
    </message>
    <message>
      <source>cut photos and their labels into tiles</source>
      <translation>切分照片及其标注</translation>
    </message>
    <message>
      <source>cut tiles in which the usual object has N pixels at --imgsz</source>
      <translation>切图，使常见目标在 --imgsz 下为 N 像素</translation>
    </message>
    <message>
      <source>cut tiles of N x N pixels</source>
      <translation>切成 N x N 像素的切片</translation>
    </message>
    <message>
      <source>darknet and OpenCV do it themselves</source>
      <translation>由 darknet 和 OpenCV 自己完成</translation>
    </message>
    <message>
      <source>data</source>
      <translation>数据</translation>
    </message>
    <message>
      <source>data.yaml, and a .txt for each image</source>
      <translation>data.yaml，以及每张图像一个 .txt</translation>
    </message>
    <message>
      <source>dataset</source>
      <translation>数据集</translation>
    </message>
    <message>
      <source>decoded boxes (default), raw logits, or detections: with threshold, top-k and NMS in the file</source>
      <translation>已解码的框（默认 decoded）、原始值 (raw) 或最终检测 (detections)：文件内含阈值、top-k 和 NMS</translation>
    </message>
    <message>
      <source>deleted the class “{name}”</source>
      <translation>删除类别“{name}”</translation>
    </message>
    <message>
      <source>deleted the class “{name}” and its boxes</source>
      <translation>删除了类别“{name}”及其框</translation>
    </message>
    <message numerus="yes">
      <source>deleted {n} boxes</source>
      <comment>deleted {n} box</comment>
      <translation>
        <numerusform>删除了 {n} 个框</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>deleted {n} boxes on {image}</source>
      <comment>deleted {n} box on {image}</comment>
      <translation>
        <numerusform>在 {image} 上删除 {n} 个框</numerusform>
      </translation>
    </message>
    <message>
      <source>described {image}</source>
      <translation>填写了 {image} 的标记词</translation>
    </message>
    <message numerus="yes">
      <source>described {n} boxes on {image}</source>
      <comment>described {n} box on {image}</comment>
      <translation>
        <numerusform>填写了 {image} 上 {n} 个框的属性</numerusform>
      </translation>
    </message>
    <message>
      <source>detect</source>
      <translation>检测</translation>
    </message>
    <message>
      <source>differs</source>
      <translation>不同</translation>
    </message>
    <message>
      <source>do the whole main job on a set of drawn photos</source>
      <translation>在自行绘制的照片上完成整个主流程</translation>
    </message>
    <message>
      <source>draw and check photos</source>
      <translation>绘制并检查照片</translation>
    </message>
    <message>
      <source>draw box sizes and anchors as SVG</source>
      <translation>把框的大小和锚框画成 SVG</translation>
    </message>
    <message>
      <source>draw what a training would see</source>
      <translation>画出训练将看到的样本</translation>
    </message>
    <message>
      <source>drew a box on {image}</source>
      <translation>在 {image} 上画了一个框</translation>
    </message>
    <message>
      <source>drew boxes without a class again</source>
      <translation>重新画出了尚无类别的框</translation>
    </message>
    <message numerus="yes">
      <source>drew {n} boxes again on {image}</source>
      <comment>drew {n} box again on {image}</comment>
      <translation>
        <numerusform>在 {image} 上重新画出了 {n} 个框</numerusform>
      </translation>
    </message>
    <message>
      <source>dropped a box without a class on {image}</source>
      <translation>在 {image} 上丢弃一个没有类别的框</translation>
    </message>
    <message>
      <source>each batch is resized by up to this share, to a multiple of the largest stride</source>
      <translation>每批图像按此比例以内缩放，为最大步长的倍数</translation>
    </message>
    <message>
      <source>each row of anchors has to hold as many pairs of width and height, all of them above 0</source>
      <translation>anchors 的每一行必须有相同数量的宽高对，且都大于 0</translation>
    </message>
    <message>
      <source>empty</source>
      <translation>空文件</translation>
    </message>
    <message>
      <source>en</source>
      <translation>zh-CN</translation>
    </message>
    <message>
      <source>end when standard input does, too</source>
      <translation>标准输入结束时也结束</translation>
    </message>
    <message>
      <source>environment to make; without it, list them</source>
      <translation>要建立的环境；不给出则列出全部</translation>
    </message>
    <message>
      <source>epoch</source>
      <translation>轮次</translation>
    </message>
    <message>
      <source>epoch {epoch}: box {box:.4f}, objectness {objectness:.4f}, classification {classification:.4f}, {rate:.1f} images/s, {left:.0f} s left</source>
      <translation>第 {epoch} 轮：框 {box:.4f}，目标性 {objectness:.4f}，分类 {classification:.4f}，{rate:.1f} 图/秒，剩余 {left:.0f} 秒</translation>
    </message>
    <message>
      <source>epochs after which the learning rate falls to a tenth, as 150,250; without, it falls along half a cosine</source>
      <translation>学习率降为十分之一的轮次，如 150,250；不给则按半个余弦下降</translation>
    </message>
    <message>
      <source>evaluate</source>
      <translation>评估</translation>
    </message>
    <message numerus="yes">
      <source>expected %s arguments</source>
      <comment>expected %s argument</comment>
      <translation>
        <numerusform>应有 %s 个值</numerusform>
      </translation>
    </message>
    <message>
      <source>expected at least one argument</source>
      <translation>应至少有一个值</translation>
    </message>
    <message>
      <source>expected at most one argument</source>
      <translation>最多只能有一个值</translation>
    </message>
    <message>
      <source>expected one argument</source>
      <translation>应有一个值</translation>
    </message>
    <message>
      <source>export and verify</source>
      <translation>导出并校验</translation>
    </message>
    <message>
      <source>exported, converted, edited or quantised</source>
      <translation>导出、转换、编辑或量化过的文件</translation>
    </message>
    <message>
      <source>extra</source>
      <translation>多余</translation>
    </message>
    <message>
      <source>fewer epochs than the usual number, for a quick look</source>
      <translation>比通常更少的轮数，用于快速查看</translation>
    </message>
    <message>
      <source>file</source>
      <translation>文件</translation>
    </message>
    <message>
      <source>files unpacked</source>
      <translation>个文件已解开</translation>
    </message>
    <message>
      <source>filled with zeros</source>
      <translation>全是零的文件</translation>
    </message>
    <message numerus="yes">
      <source>filled {n} images between {first} and {last}</source>
      <comment>filled {n} image between {first} and {last}</comment>
      <translation>
        <numerusform>填充了 {first} 和 {last} 之间的 {n} 张图片</numerusform>
      </translation>
    </message>
    <message>
      <source>filters={filters}, but {anchors} anchors and {classes} classes need {wanted}.</source>
      <translation>filters={filters}，但 {anchors} 个锚框和 {classes} 个类别需要 {wanted}。</translation>
    </message>
    <message>
      <source>findings</source>
      <translation>发现</translation>
    </message>
    <message>
      <source>fit anchors to a dataset</source>
      <translation>按数据集拟合锚框</translation>
    </message>
    <message>
      <source>fit so many instead of as many as the model has</source>
      <translation>拟合的锚框数（默认与模型相同）</translation>
    </message>
    <message>
      <source>fit the anchors to the boxes of the dataset</source>
      <translation>按数据集的框拟合锚框</translation>
    </message>
    <message>
      <source>fitted</source>
      <translation>拟合后</translation>
    </message>
    <message>
      <source>folder for report.json and report.html</source>
      <translation>存放 report.json 和 report.html 的文件夹</translation>
    </message>
    <message>
      <source>folder for the files</source>
      <translation>存放文件的文件夹</translation>
    </message>
    <message>
      <source>folder for the frames, or a dataset they are added to</source>
      <translation>存放帧的文件夹，或要加入的数据集</translation>
    </message>
    <message>
      <source>folder that studio export --bundle web wrote</source>
      <translation>studio export --bundle web 写出的文件夹</translation>
    </message>
    <message>
      <source>folder, data YAML or obj.data</source>
      <translation>文件夹、数据 YAML 或 obj.data</translation>
    </message>
    <message>
      <source>folder, data YAML or obj.data to open</source>
      <translation>要打开的文件夹、数据 YAML 或 obj.data</translation>
    </message>
    <message>
      <source>folder, file or zip archive of labels and images</source>
      <translation>含标注和图像的文件夹、文件或 zip 压缩包</translation>
    </message>
    <message>
      <source>folders that run as they are, with model and program: {names}</source>
      <translation>可直接运行的文件夹，含模型和程序：{names}</translation>
    </message>
    <message>
      <source>for architectures and tables (4; a .cfg's own)</source>
      <translation>用于架构和结构表（默认 4；.cfg 用自己的）</translation>
    </message>
    <message>
      <source>format</source>
      <translation>格式</translation>
    </message>
    <message>
      <source>format to read, where labels of several are there</source>
      <translation>有多种格式的标注时，要读取的格式</translation>
    </message>
    <message>
      <source>found class</source>
      <translation>检出类别</translation>
    </message>
    <message>
      <source>found: {name}</source>
      <translation>检出：{name}</translation>
    </message>
    <message>
      <source>frames gone through</source>
      <translation>已处理的帧</translation>
    </message>
    <message>
      <source>from</source>
      <translation>来自</translation>
    </message>
    <message>
      <source>furthest moved, px</source>
      <translation>最大偏移（像素）</translation>
    </message>
    <message>
      <source>give files what a backup of a repair holds of them</source>
      <translation>把文件恢复成修复备份中的内容</translation>
    </message>
    <message>
      <source>go on with a run that was stopped; DATA is its dataset, if that was moved</source>
      <translation>继续已停止的训练；数据集移动后用 DATA 给出其位置</translation>
    </message>
    <message>
      <source>group_id={group} of {groups} groups is not there.</source>
      <translation>不存在 group_id={group}（共 {groups} 组）。</translation>
    </message>
    <message>
      <source>has a backslash (\) in double quotes on line {line}, which begins an escape sequence there</source>
      <translation>第 {line} 行的双引号中有反斜杠 (\)，在那里它是转义符</translation>
    </message>
    <message>
      <source>has a box behind something</source>
      <translation>有被遮挡的框</translation>
    </message>
    <message>
      <source>has a box cut off by the border</source>
      <translation>有被边界截断的框</translation>
    </message>
    <message>
      <source>has a box of this class</source>
      <translation>含有此类别的框</translation>
    </message>
    <message>
      <source>has a bracket ({sign}) on line {line} that is not closed</source>
      <translation>第 {line} 行的括号（{sign}）没有闭合</translation>
    </message>
    <message>
      <source>has a closing bracket too many on line {line}</source>
      <translation>第 {line} 行多了一个右括号</translation>
    </message>
    <message>
      <source>has a difficult box</source>
      <translation>有困难的框</translation>
    </message>
    <message>
      <source>has a quote on line {line} that is not closed</source>
      <translation>第 {line} 行的引号没有闭合</translation>
    </message>
    <message>
      <source>has a quote within quotes on line {line}</source>
      <translation>第 {line} 行的引号内又有引号</translation>
    </message>
    <message>
      <source>has a second colon on line {line}</source>
      <translation>第 {line} 行有第二个冒号</translation>
    </message>
    <message>
      <source>has a tab on line {line}; YAML takes spaces only</source>
      <translation>第 {line} 行有制表符；YAML 只能用空格</translation>
    </message>
    <message>
      <source>has a {sign} on line {line}, which means something of its own in YAML</source>
      <translation>第 {line} 行的 {sign} 在 YAML 中有特殊含义</translation>
    </message>
    <message>
      <source>has a {sign} on line {line}, which no value may begin with</source>
      <translation>第 {line} 行的 {sign} 不能作为值的开头</translation>
    </message>
    <message>
      <source>have a model suggest boxes for images; Label shows them, to be accepted</source>
      <translation>让模型为图像建议框；“标注”页面显示它们以供接受</translation>
    </message>
    <message>
      <source>height in pixels of the input</source>
      <translation>输入的高度，像素</translation>
    </message>
    <message>
      <source>height, px</source>
      <translation>高，像素</translation>
    </message>
    <message>
      <source>here</source>
      <translation>这里</translation>
    </message>
    <message>
      <source>hold out this photo with all its tiles; may be given again</source>
      <translation>留出这张照片及其全部切片；可重复给出</translation>
    </message>
    <message>
      <source>holds a second document from line {line} on</source>
      <translation>从第 {line} 行起是第二个文档</translation>
    </message>
    <message>
      <source>how fast convolution weights shrink</source>
      <translation>卷积权重衰减的速度</translation>
    </message>
    <message>
      <source>how gradients travel between processes</source>
      <translation>进程间传递梯度的方式</translation>
    </message>
    <message>
      <source>how many are drawn (16)</source>
      <translation>绘制的数量 (16)</translation>
    </message>
    <message>
      <source>how many boxes</source>
      <translation>框的数量</translation>
    </message>
    <message>
      <source>how many times as far away the camera is (1)</source>
      <translation>相机距离的倍数（1）</translation>
    </message>
    <message>
      <source>how the sample set is drawn</source>
      <translation>示例数据集的绘制方式</translation>
    </message>
    <message>
      <source>ignored explicit argument %r</source>
      <translation>显式参数 %r 被忽略</translation>
    </message>
    <message>
      <source>image</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>image files, and folders of such</source>
      <translation>图像文件或含图像的文件夹</translation>
    </message>
    <message>
      <source>image, folder of images, data YAML or obj.data</source>
      <translation>图像、图像文件夹、数据 YAML 或 obj.data</translation>
    </message>
    <message>
      <source>images</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>images compared</source>
      <translation>张图像已比较</translation>
    </message>
    <message>
      <source>images dropped: {images} (boxes: {boxes})</source>
      <translation>丢弃的图片：{images}（框：{boxes}）</translation>
    </message>
    <message>
      <source>images in {split}</source>
      <translation>{split} 中的图像</translation>
    </message>
    <message>
      <source>images left out</source>
      <translation>略去的图像</translation>
    </message>
    <message>
      <source>images partly grey: {images}</source>
      <translation>部分变灰的图片：{images}</translation>
    </message>
    <message>
      <source>images per step, of all processes together; 0 takes 8, fewer where memory is short</source>
      <translation>每步的图像数，所有进程合计；0 表示 8，内存不足时更少</translation>
    </message>
    <message>
      <source>images read</source>
      <translation>张图像已读取</translation>
    </message>
    <message>
      <source>images taken for empty: {images} (boxes: {boxes})</source>
      <translation>当作空的图片：{images}（框：{boxes}）</translation>
    </message>
    <message>
      <source>images written anew, or dropped: {images}</source>
      <translation>被重写或丢弃的图片：{images}</translation>
    </message>
    <message>
      <source>images, boxes</source>
      <translation>图像，框</translation>
    </message>
    <message>
      <source>in tiles</source>
      <translation>切图</translation>
    </message>
    <message>
      <source>input</source>
      <translation>输入</translation>
    </message>
    <message>
      <source>input size (the one it was trained at)</source>
      <translation>输入尺寸（默认与训练时相同）</translation>
    </message>
    <message>
      <source>input size in pixels (the model's own)</source>
      <translation>输入尺寸，像素（默认为模型自己的）</translation>
    </message>
    <message>
      <source>input size in pixels, a multiple of the model's largest stride</source>
      <translation>输入尺寸，像素，模型最大步长的倍数</translation>
    </message>
    <message>
      <source>input size in that .data (352)</source>
      <translation>该 .data 中的输入尺寸（352）</translation>
    </message>
    <message>
      <source>input size of a checkpoint (its own)</source>
      <translation>检查点的输入尺寸（默认为其自己的）</translation>
    </message>
    <message>
      <source>invalid %(type)s value: %(value)r</source>
      <translation>不是有效的 %(type)s 值：%(value)r</translation>
    </message>
    <message>
      <source>invalid choice: %(value)r (choose from %(choices)s)</source>
      <translation>无效的选择：%(value)r（可选 %(choices)s）</translation>
    </message>
    <message>
      <source>is indented on line {line} in a way that does not fit the lines above</source>
      <translation>第 {line} 行的缩进与上面的行不符</translation>
    </message>
    <message>
      <source>it</source>
      <translation>它</translation>
    </message>
    <message>
      <source>it answers with the HTTP status {status}</source>
      <translation>它返回 HTTP 状态 {status}</translation>
    </message>
    <message>
      <source>it answers, but not as a camera does</source>
      <translation>它有回应，但不像摄像头</translation>
    </message>
    <message>
      <source>it answers, but not as a web server does</source>
      <translation>它有回应，但不像网页服务器</translation>
    </message>
    <message>
      <source>it answers, but sends nothing</source>
      <translation>它有回应，但不发送任何内容</translation>
    </message>
    <message>
      <source>it did not end</source>
      <translation>它没有结束</translation>
    </message>
    <message>
      <source>it does not begin as one</source>
      <translation>开头不对</translation>
    </message>
    <message>
      <source>it does not follow a convolution that reads the layer right above it.</source>
      <translation>它没有跟在读取紧上一层的卷积之后。</translation>
    </message>
    <message>
      <source>it ended with {code}</source>
      <translation>它以 {code} 结束</translation>
    </message>
    <message>
      <source>it ended without a word</source>
      <translation>它没有说明就结束了</translation>
    </message>
    <message>
      <source>it gives no {name}</source>
      <translation>它没有 {name}</translation>
    </message>
    <message>
      <source>it has a document type, which label files have no use for</source>
      <translation>含有文档类型声明，标注文件用不到它</translation>
    </message>
    <message>
      <source>it has more than {limit:,} bytes</source>
      <translation>超过 {limit:,} 字节</translation>
    </message>
    <message>
      <source>it has new_coords=1, and the convolution above it not activation=logistic.</source>
      <translation>它有 new_coords=1，而其上方的卷积没有 activation=logistic。</translation>
    </message>
    <message>
      <source>it has no line anchors=</source>
      <translation>没有 anchors= 一行</translation>
    </message>
    <message>
      <source>it has {count} classes</source>
      <translation>有 {count} 个类别</translation>
    </message>
    <message>
      <source>it has {count} numbers of anchors, and not {wanted}</source>
      <translation>有 {count} 个锚框数值，而不是 {wanted} 个</translation>
    </message>
    <message>
      <source>it has {count} rows of anchors</source>
      <translation>有 {count} 行锚框</translation>
    </message>
    <message>
      <source>it has {size:,} bytes, not {total:,}</source>
      <translation>有 {size:,} 字节，而不是 {total:,}</translation>
    </message>
    <message>
      <source>it holds a {name} without a layer table</source>
      <translation>其中有 {name}，但没有网络结构表</translation>
    </message>
    <message>
      <source>it holds no video that can be read</source>
      <translation>其中没有可读的视频</translation>
    </message>
    <message>
      <source>it holds no {name}</source>
      <translation>其中没有 {name}</translation>
    </message>
    <message>
      <source>it is a plain state dict without class scores</source>
      <translation>它是没有类别分数的普通 state dict</translation>
    </message>
    <message>
      <source>it is a web page</source>
      <translation>它是网页</translation>
    </message>
    <message>
      <source>it is cut off, or no zip archive</source>
      <translation>它不完整，或不是 zip 压缩包</translation>
    </message>
    <message>
      <source>it is larger than {most} bytes</source>
      <translation>大于 {most} 字节</translation>
    </message>
    <message>
      <source>it is led to from a web address</source>
      <translation>它从网址跳转而来</translation>
    </message>
    <message>
      <source>it is neither an object nor a list</source>
      <translation>既不是对象也不是列表</translation>
    </message>
    <message>
      <source>it is nested deeper than {most} times</source>
      <translation>嵌套超过 {most} 层</translation>
    </message>
    <message>
      <source>it is not a file</source>
      <translation>它不是文件</translation>
    </message>
    <message>
      <source>it is not a text file of a usable size</source>
      <translation>它不是大小合适的文本文件</translation>
    </message>
    <message>
      <source>it is of another split</source>
      <translation>它属于另一部分</translation>
    </message>
    <message>
      <source>it is repeated {count} times</source>
      <translation>重复了 {count} 次</translation>
    </message>
    <message>
      <source>it joins two rows or more, such as [-1, 4]</source>
      <translation>它汇合两行或更多，例如 [-1, 4]</translation>
    </message>
    <message>
      <source>it lacks {files}</source>
      <translation>缺少 {files}</translation>
    </message>
    <message>
      <source>it leads from one address to another without end</source>
      <translation>地址之间无休止地跳转</translation>
    </message>
    <message>
      <source>it leads on to an address of another kind</source>
      <translation>跳转到另一种地址</translation>
    </message>
    <message>
      <source>it leads on to an address without encryption</source>
      <translation>跳转到未加密的地址</translation>
    </message>
    <message>
      <source>it makes a feature map of {shape}, more than {most} values</source>
      <translation>特征图为 {shape}，超过 {most} 个值</translation>
    </message>
    <message>
      <source>it names no host</source>
      <translation>没有主机名</translation>
    </message>
    <message>
      <source>it reads one row, not {count}</source>
      <translation>它读取一行，而不是 {count} 行</translation>
    </message>
    <message>
      <source>it reads the same layer as the detection section above it.</source>
      <translation>它与上面的检测小节读取同一层。</translation>
    </message>
    <message>
      <source>it refuses this user and password</source>
      <translation>用户名和密码被拒绝</translation>
    </message>
    <message>
      <source>it says nothing of its numbers</source>
      <translation>没有说明数值类型</translation>
    </message>
    <message>
      <source>it says {said} classes, and the checkpoint has {count}</source>
      <translation>它写的是 {said} 个类别，而检查点有 {count} 个</translation>
    </message>
    <message>
      <source>it takes graphs without loops alone: the app does it, in 40 lines of Kotlin or Swift</source>
      <translation>它只接受没有循环的计算图：由应用完成，约 40 行 Kotlin 或 Swift</translation>
    </message>
    <message>
      <source>it takes {own} channels, not {channels}</source>
      <translation>它接受 {own} 个通道，而不是 {channels} 个</translation>
    </message>
    <message>
      <source>it wants a user and a password</source>
      <translation>需要用户名和密码</translation>
    </message>
    <message>
      <source>it was not to be written</source>
      <translation>它本不应写入</translation>
    </message>
    <message>
      <source>it was stopped</source>
      <translation>已停止</translation>
    </message>
    <message>
      <source>it wrote version {written}</source>
      <translation>它写的版本是 {written}</translation>
    </message>
    <message>
      <source>its activation is {name}</source>
      <translation>激活函数是 {name}</translation>
    </message>
    <message>
      <source>its anchors are not pairs of width and height per stride</source>
      <translation>锚框不是按步长给出的宽高对</translation>
    </message>
    <message>
      <source>its anchors are not pairs of width and height, all of them above 0.</source>
      <translation>锚框不是宽高都大于 0 的数对。</translation>
    </message>
    <message>
      <source>its anchors are {text}</source>
      <translation>锚框是 {text}</translation>
    </message>
    <message>
      <source>its answer can't be understood ({reason})</source>
      <translation>其回答无法理解（{reason}）</translation>
    </message>
    <message>
      <source>its description says so</source>
      <translation>其说明信息如此</translation>
    </message>
    <message>
      <source>its head has no anchors</source>
      <translation>其检测头没有锚框</translation>
    </message>
    <message>
      <source>its host or port is not understood</source>
      <translation>主机或端口无法理解</translation>
    </message>
    <message>
      <source>its input of {width}x{height} is not of multiples of {stride}</source>
      <translation>输入 {width}x{height} 不是 {stride} 的倍数</translation>
    </message>
    <message>
      <source>its labels are missing</source>
      <translation>缺少它的标注</translation>
    </message>
    <message>
      <source>its mask names an anchor that is not there.</source>
      <translation>mask 中有不存在的锚框。</translation>
    </message>
    <message>
      <source>its outputs are no 32-bit floating point</source>
      <translation>其输出不是 32 位浮点数</translation>
    </message>
    <message>
      <source>its outputs have different lengths</source>
      <translation>其各输出长度不同</translation>
    </message>
    <message>
      <source>its window is larger than the feature map, {shape}</source>
      <translation>其窗口大于特征图 {shape}</translation>
    </message>
    <message>
      <source>its {algorithm} is another one</source>
      <translation>其 {algorithm} 不同</translation>
    </message>
    <message>
      <source>its {key} is {text}</source>
      <translation>其 {key} 是 {text}</translation>
    </message>
    <message>
      <source>kept</source>
      <translation>保留</translation>
    </message>
    <message>
      <source>kind</source>
      <translation>种类</translation>
    </message>
    <message>
      <source>kinds of findings</source>
      <translation>种发现</translation>
    </message>
    <message>
      <source>label files to write</source>
      <translation>要写的标注文件</translation>
    </message>
    <message>
      <source>label files written</source>
      <translation>写入的标注文件</translation>
    </message>
    <message>
      <source>layer {layer} has no output that can be read.</source>
      <translation>第 {layer} 层没有可读取的输出。</translation>
    </message>
    <message>
      <source>learning rate {rate:g}</source>
      <translation>学习率 {rate:g}</translation>
    </message>
    <message>
      <source>least score</source>
      <translation>最低分数</translation>
    </message>
    <message>
      <source>least score that a detections head keeps unless told</source>
      <translation>detections 检测头默认保留的最低分数</translation>
    </message>
    <message>
      <source>least score that is kept</source>
      <translation>保留的最低得分</translation>
    </message>
    <message>
      <source>leave hue and saturation nearly alone (by default when class names are colours)</source>
      <translation>色相和饱和度几乎不变（类别名是颜色时默认如此）</translation>
    </message>
    <message>
      <source>leave out tiles without a box</source>
      <translation>不写出无框切片</translation>
    </message>
    <message>
      <source>leave paths and names in that file as they are</source>
      <translation>该文件中的路径和名称保持原样</translation>
    </message>
    <message>
      <source>leave the layers out</source>
      <translation>不列出各层</translation>
    </message>
    <message>
      <source>letterboxed</source>
      <translation>等比缩放并填充 (letterbox)</translation>
    </message>
    <message>
      <source>licence</source>
      <translation>许可证</translation>
    </message>
    <message>
      <source>list or fetch published weights to start from</source>
      <translation>列出或下载可作初始权重的公开权重</translation>
    </message>
    <message>
      <source>list sets of labelled photos to begin with, or draw or fetch one</source>
      <translation>列出入门用的已标注照片集，或绘制、下载其中一个</translation>
    </message>
    <message>
      <source>list the models that can be trained</source>
      <translation>列出可训练的模型</translation>
    </message>
    <message>
      <source>list, make or remove what a format's converter or web pages need</source>
      <translation>列出、建立或删除某格式转换器或网页所需的环境</translation>
    </message>
    <message>
      <source>listed each image once</source>
      <translation>每张图片只列一次</translation>
    </message>
    <message>
      <source>live on the moving scene</source>
      <translation>在移动场景上实时运行</translation>
    </message>
    <message>
      <source>loaded what another program wrote for {image}</source>
      <translation>载入其他程序为 {image} 写入的内容</translation>
    </message>
    <message>
      <source>look at each picture in tiles: 2x2 (rows x columns), 208 (pixels), 208:0.1 (with overlap), each with +whole for the whole picture, too; auto: as the training set was cut; off: not (as an exported file says)</source>
      <translation>逐块查看每张图片：2x2（行x列）、208（像素）、208:0.1（含重叠），都可加 +whole 同时查看整张图片；auto：与训练集的切图方式相同；off：不切图（默认按导出文件的说明）</translation>
    </message>
    <message>
      <source>look at it</source>
      <translation>看看效果</translation>
    </message>
    <message>
      <source>look at the images that stdin names, a JSON list a line; the newest line counts</source>
      <translation>看标准输入给出的图像，每行一个 JSON 列表；以最新一行为准</translation>
    </message>
    <message>
      <source>looks</source>
      <translation>项检查</translation>
    </message>
    <message>
      <source>loss, mean of {n} steps</source>
      <translation>损失，{n} 步的平均</translation>
    </message>
    <message>
      <source>lost</source>
      <translation>丢失</translation>
    </message>
    <message>
      <source>mAP lost</source>
      <translation>损失的 mAP</translation>
    </message>
    <message>
      <source>mAP@0.5 {map50:.3f}, mAP@0.5:0.95 {map50_95:.3f}, precision {precision:.3f}, recall {recall:.3f} on {images} val tiles</source>
      <translation>mAP@0.5 {map50:.3f}，mAP@0.5:0.95 {map50_95:.3f}，精确率 {precision:.3f}，召回率 {recall:.3f}，验证切片 {images} 个</translation>
    </message>
    <message>
      <source>mAP@0.5 {map50:.4f} (checkpoint {expected50:.4f}), mAP@0.5:0.95 {map50_95:.4f} (checkpoint {expected50_95:.4f}).</source>
      <translation>mAP@0.5 {map50:.4f}（检查点 {expected50:.4f}），mAP@0.5:0.95 {map50_95:.4f}（检查点 {expected50_95:.4f}）。</translation>
    </message>
    <message>
      <source>mAP@0.5, checkpoint</source>
      <translation>mAP@0.5，检查点</translation>
    </message>
    <message>
      <source>mAP@0.5:0.95, checkpoint</source>
      <translation>mAP@0.5:0.95，检查点</translation>
    </message>
    <message>
      <source>made of</source>
      <translation>制作来源</translation>
    </message>
    <message numerus="yes">
      <source>made {n} boxes on {image} “{name}”</source>
      <comment>made {n} box on {image} “{name}”</comment>
      <translation>
        <numerusform>把 {image} 上的 {n} 个框设为“{name}”</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>made {n} boxes “{name}”</source>
      <comment>made {n} box “{name}”</comment>
      <translation>
        <numerusform>把 {n} 个框设为“{name}”</numerusform>
      </translation>
    </message>
    <message>
      <source>marked {image} “no objects”</source>
      <translation>将 {image} 标为“无目标”</translation>
    </message>
    <message>
      <source>matched</source>
      <translation>一致</translation>
    </message>
    <message>
      <source>mean IoU</source>
      <translation>平均 IoU</translation>
    </message>
    <message>
      <source>measure a model on labelled images</source>
      <translation>在已标注的图像上测量模型</translation>
    </message>
    <message>
      <source>memory for decoded images</source>
      <translation>已解码图像的缓存</translation>
    </message>
    <message>
      <source>merged “{source}” into “{target}”</source>
      <translation>将“{source}”合并到“{target}”</translation>
    </message>
    <message>
      <source>middles of boxes, all images</source>
      <translation>所有图片中框的中心</translation>
    </message>
    <message>
      <source>missed</source>
      <translation>漏检</translation>
    </message>
    <message>
      <source>missed {name}</source>
      <translation>漏检 {name}</translation>
    </message>
    <message>
      <source>missing</source>
      <translation>缺失</translation>
    </message>
    <message>
      <source>missing tiles</source>
      <translation>缺少的切片</translation>
    </message>
    <message>
      <source>module</source>
      <translation>模块</translation>
    </message>
    <message>
      <source>more than {most} entries</source>
      <translation>条目多于 {most} 个</translation>
    </message>
    <message>
      <source>most candidates that a detections head keeps unless told</source>
      <translation>detections 检测头默认保留的最多候选数</translation>
    </message>
    <message>
      <source>most candidates that go into NMS</source>
      <translation>进入 NMS 的最多候选数</translation>
    </message>
    <message>
      <source>most rows (100)</source>
      <translation>最多行数（100）</translation>
    </message>
    <message>
      <source>moved stray labels to the trash</source>
      <translation>把无主标注移到回收站</translation>
    </message>
    <message>
      <source>moved {image} to the trash</source>
      <translation>将 {image} 移到回收站</translation>
    </message>
    <message numerus="yes">
      <source>moved {n} boxes on {image}</source>
      <comment>moved {n} box on {image}</comment>
      <translation>
        <numerusform>移动 {image} 上的 {n} 个框</numerusform>
      </translation>
    </message>
    <message>
      <source>ms</source>
      <translation>毫秒</translation>
    </message>
    <message>
      <source>ms a picture</source>
      <translation>毫秒/张</translation>
    </message>
    <message>
      <source>n</source>
      <translation>次数</translation>
    </message>
    <message>
      <source>n != 1</source>
      <translation>0</translation>
    </message>
    <message>
      <source>name</source>
      <translation>名称</translation>
    </message>
    <message>
      <source>named boxes “{name}”</source>
      <translation>将框命名为“{name}”</translation>
    </message>
    <message numerus="yes">
      <source>named {n} boxes on {image}</source>
      <comment>named {n} box on {image}</comment>
      <translation>
        <numerusform>为 {image} 上的 {n} 个框命名</numerusform>
      </translation>
    </message>
    <message>
      <source>nc says {nc} classes, but there are {count} names.</source>
      <translation>nc 写的是 {nc} 个类别，但有 {count} 个名称。</translation>
    </message>
    <message>
      <source>ncnn has no layer for it: the program that calls ncnn does it, in 40 lines of C++</source>
      <translation>ncnn 没有对应的层：由调用 ncnn 的程序完成，约 40 行 C++</translation>
    </message>
    <message>
      <source>ncnn has no layer for {names} of this model.</source>
      <translation>ncnn 没有此模型的 {names} 所对应的层。</translation>
    </message>
    <message>
      <source>new folder</source>
      <translation>新文件夹</translation>
    </message>
    <message>
      <source>new folder for the photos</source>
      <translation>存放照片的新文件夹</translation>
    </message>
    <message>
      <source>new folder for the pictures</source>
      <translation>存放图片的新文件夹</translation>
    </message>
    <message>
      <source>new folder for the tiles</source>
      <translation>存放切片的新文件夹</translation>
    </message>
    <message>
      <source>new or empty folder (by default one in DetectionStudio)</source>
      <translation>新文件夹或空文件夹（默认在 DetectionStudio 中）</translation>
    </message>
    <message>
      <source>new or empty folder to work in (by default a new one here)</source>
      <translation>工作用的新文件夹或空文件夹（默认在此处新建）</translation>
    </message>
    <message>
      <source>new run folder (by default one is made)</source>
      <translation>新的训练记录文件夹（默认自动建立）</translation>
    </message>
    <message>
      <source>no mistakes</source>
      <translation>没有错误</translation>
    </message>
    <message>
      <source>no objects</source>
      <translation>无目标</translation>
    </message>
    <message>
      <source>none stated</source>
      <translation>未说明</translation>
    </message>
    <message>
      <source>not allowed with argument %s</source>
      <translation>不能与参数 %s 同时使用</translation>
    </message>
    <message>
      <source>not labelled yet</source>
      <translation>尚未标注</translation>
    </message>
    <message>
      <source>nothing</source>
      <translation>无</translation>
    </message>
    <message>
      <source>nothing answers at {place} ({reason})</source>
      <translation>{place} 没有回应（{reason}）</translation>
    </message>
    <message>
      <source>nothing is found</source>
      <translation>没有检出</translation>
    </message>
    <message>
      <source>num is not the number of its anchors, {count}.</source>
      <translation>num 与其锚框数 {count} 不符。</translation>
    </message>
    <message>
      <source>number of classes (4)</source>
      <translation>类别数 (4)</translation>
    </message>
    <message>
      <source>obj.data with its lists, and a .txt beside each image</source>
      <translation>obj.data 及其列表，以及每张图像旁一个 .txt</translation>
    </message>
    <message>
      <source>of .ptl: 4 to 8, for an app with an old runtime (8)</source>
      <translation>用于 .ptl：4 到 8，供使用旧运行时的应用 (8)</translation>
    </message>
    <message>
      <source>of JPEG tiles, 1 to 100 (95)</source>
      <translation>JPEG 切片的质量，1 到 100（95）</translation>
    </message>
    <message>
      <source>of the JPEG files (95)</source>
      <translation>JPEG 文件的质量（95）</translation>
    </message>
    <message>
      <source>of the file</source>
      <translation>该文件</translation>
    </message>
    <message>
      <source>of them trained on</source>
      <translation>其中训练过的</translation>
    </message>
    <message>
      <source>one .json for each split</source>
      <translation>每个部分一个 .json</translation>
    </message>
    <message>
      <source>one .json in each folder</source>
      <translation>每个文件夹一个 .json</translation>
    </message>
    <message>
      <source>one of the arguments %s is required</source>
      <translation>必须给出参数 %s 之一</translation>
    </message>
    <message>
      <source>one of {names}</source>
      <translation>{names} 之一</translation>
    </message>
    <message>
      <source>one or more of {names}; a bundle's own when left out</source>
      <translation>{names} 中的一个或多个；不给出则用部署包自己的格式</translation>
    </message>
    <message>
      <source>only for images that have no label file</source>
      <translation>仅限没有标签文件的图像</translation>
    </message>
    <message>
      <source>only say what is there and what would be lost</source>
      <translation>只说明有什么、会丢失什么</translation>
    </message>
    <message>
      <source>only say what would be where</source>
      <translation>只说明各边会有什么</translation>
    </message>
    <message>
      <source>only tell what would be written</source>
      <translation>只说明将写什么</translation>
    </message>
    <message>
      <source>onnx2tf can't convert this model to TFLite: {reason}.</source>
      <translation>onnx2tf 无法把此模型转换为 TFLite：{reason}。</translation>
    </message>
    <message>
      <source>options</source>
      <translation>选项</translation>
    </message>
    <message>
      <source>overlap above which one box goes</source>
      <translation>重叠超过此值时去掉其中一个框</translation>
    </message>
    <message>
      <source>overlap that a detections head keeps unless told</source>
      <translation>detections 检测头默认使用的重叠阈值</translation>
    </message>
    <message>
      <source>p50 ms</source>
      <translation>p50 毫秒</translation>
    </message>
    <message>
      <source>p50, ms</source>
      <translation>p50，毫秒</translation>
    </message>
    <message>
      <source>p95 ms</source>
      <translation>p95 毫秒</translation>
    </message>
    <message>
      <source>pack 5 to 20 of these images with what must be found in them, and programs that check it</source>
      <translation>打包其中 5 到 20 张图像及必须检出的结果，以及核对它们的程序</translation>
    </message>
    <message>
      <source>package index (of tflite) or npm registry (of web) to fetch from</source>
      <translation>下载所用的包索引 (tflite) 或 npm 源 (web)</translation>
    </message>
    <message>
      <source>padding={value} changes what is computed, and is not known here.</source>
      <translation>padding={value} 会改变计算结果，此处不支持。</translation>
    </message>
    <message>
      <source>parameters</source>
      <translation>参数量</translation>
    </message>
    <message>
      <source>params</source>
      <translation>参数量</translation>
    </message>
    <message>
      <source>passes over the training images</source>
      <translation>训练图像的遍数</translation>
    </message>
    <message>
      <source>peak learning rate; 0 takes the model's own</source>
      <translation>峰值学习率；0 表示模型自己的</translation>
    </message>
    <message>
      <source>photos</source>
      <translation>照片</translation>
    </message>
    <message>
      <source>photos (40)</source>
      <translation>照片数（40）</translation>
    </message>
    <message>
      <source>photos cut</source>
      <translation>已切照片</translation>
    </message>
    <message>
      <source>photos drawn</source>
      <translation>张照片已绘制</translation>
    </message>
    <message>
      <source>photos in line</source>
      <translation>一致的照片</translation>
    </message>
    <message>
      <source>photos that take over from their tiles</source>
      <translation>采用切片改动的照片</translation>
    </message>
    <message>
      <source>photos whose tiles take over from them</source>
      <translation>切片采用其改动的照片</translation>
    </message>
    <message>
      <source>picture</source>
      <translation>图像</translation>
    </message>
    <message>
      <source>pictures</source>
      <translation>图片</translation>
    </message>
    <message>
      <source>pictures are enlarged or shrunk by up to this share</source>
      <translation>图片放大或缩小，比例在此以内</translation>
    </message>
    <message>
      <source>pictures are made brighter or darker by up to this share</source>
      <translation>图像变亮或变暗的最大比例</translation>
    </message>
    <message>
      <source>pictures are moved by up to this share</source>
      <translation>图片平移，比例在此以内</translation>
    </message>
    <message>
      <source>pictures are shrunk by up to this share, where that is more than `scale`</source>
      <translation>图像缩小的最大比例，大于 `scale` 时起作用</translation>
    </message>
    <message>
      <source>pictures compared</source>
      <translation>张图片已比较</translation>
    </message>
    <message>
      <source>pip did not install what it was asked to</source>
      <translation>pip 没有安装所要求的内容</translation>
    </message>
    <message>
      <source>pip failed</source>
      <translation>pip 失败</translation>
    </message>
    <message>
      <source>pixels of each (480x360)</source>
      <translation>每张的像素（480x360）</translation>
    </message>
    <message>
      <source>pnnx can't convert this model to NCNN: {reason}.</source>
      <translation>pnnx 无法把此模型转换为 NCNN：{reason}。</translation>
    </message>
    <message>
      <source>pnnx, which converts to NCNN, is not installed.</source>
      <translation>转换为 NCNN 所需的 pnnx 尚未安装。</translation>
    </message>
    <message>
      <source>points of mAP that may be lost (0.1; 0.5 in 16 bits, 1 in 8)</source>
      <translation>允许损失的 mAP 百分点（0.1；16 位 0.5，8 位 1）</translation>
    </message>
    <message>
      <source>port to serve at (a free one)</source>
      <translation>服务端口（默认为空闲端口）</translation>
    </message>
    <message>
      <source>positional arguments</source>
      <translation>位置参数</translation>
    </message>
    <message>
      <source>precision</source>
      <translation>精确率</translation>
    </message>
    <message>
      <source>print one JSON document</source>
      <translation>输出一个 JSON 文档</translation>
    </message>
    <message>
      <source>print one JSON line per event</source>
      <translation>每个事件输出一行 JSON</translation>
    </message>
    <message>
      <source>probability of a left-right flip</source>
      <translation>左右翻转的概率</translation>
    </message>
    <message>
      <source>probability of an up-down flip</source>
      <translation>上下翻转的概率</translation>
    </message>
    <message>
      <source>probability that a picture gets the noise of dim light</source>
      <translation>图像加上弱光噪点的概率</translation>
    </message>
    <message>
      <source>probability that a picture is blurred</source>
      <translation>图像被模糊的概率</translation>
    </message>
    <message>
      <source>problems</source>
      <translation>问题</translation>
    </message>
    <message>
      <source>processes of this machine that share every batch (1, or as many as the run began with)</source>
      <translation>本机共同处理每一批的进程数（1，或训练开始时的数目）</translation>
    </message>
    <message>
      <source>processor threads</source>
      <translation>处理器线程数</translation>
    </message>
    <message>
      <source>processor threads; 0 measures what is fastest</source>
      <translation>处理器线程数；0 表示测量后取最快</translation>
    </message>
    <message>
      <source>prove that a file from anywhere finds what its checkpoint finds</source>
      <translation>证明任意来源的文件与其检查点检出相同</translation>
    </message>
    <message>
      <source>purpose</source>
      <translation>用途</translation>
    </message>
    <message>
      <source>put images on sides to train and to measure on, whole photos at a time</source>
      <translation>把图像分到训练和测量两边，整张照片归一边</translation>
    </message>
    <message>
      <source>put tiles back together to whole photos, with their labels</source>
      <translation>把切片连同标注拼接成整张照片</translation>
    </message>
    <message>
      <source>rank the likely mistakes in the labels of a dataset</source>
      <translation>按可能性列出数据集中的标注错误</translation>
    </message>
    <message>
      <source>read</source>
      <translation>读取</translation>
    </message>
    <message>
      <source>ready</source>
      <translation>就绪</translation>
    </message>
    <message>
      <source>reason</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>recall</source>
      <translation>召回率</translation>
    </message>
    <message>
      <source>recall, class-blind</source>
      <translation>召回率，不分类别</translation>
    </message>
    <message numerus="yes">
      <source>recovered the labels of {n} images</source>
      <comment>recovered the labels of {n} image</comment>
      <translation>
        <numerusform>恢复了 {n} 幅图像的标签</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>rejected {n} suggestions on {image}</source>
      <comment>rejected {n} suggestion on {image}</comment>
      <translation>
        <numerusform>在 {image} 上拒绝了 {n} 个建议</numerusform>
      </translation>
    </message>
    <message>
      <source>remove it instead</source>
      <translation>改为删除它</translation>
    </message>
    <message>
      <source>removed nearly identical boxes</source>
      <translation>去掉几乎相同的框</translation>
    </message>
    <message>
      <source>removed repeated lines</source>
      <translation>去掉重复的行</translation>
    </message>
    <message>
      <source>renamed “{old}” to “{new}”</source>
      <translation>将“{old}”改名为“{new}”</translation>
    </message>
    <message>
      <source>repair instead: repeated, near, clip, unreadable, spelling, encoding, lists or strays</source>
      <translation>改为修复：repeated、near、clip、unreadable、spelling、encoding、lists 或 strays</translation>
    </message>
    <message>
      <source>restored</source>
      <translation>已恢复</translation>
    </message>
    <message>
      <source>result</source>
      <translation>结果</translation>
    </message>
    <message>
      <source>row {index} of its table is a {module}</source>
      <translation>其结构表的第 {index} 行是 {module}</translation>
    </message>
    <message>
      <source>row {index} of its table is {row}</source>
      <translation>其结构表的第 {index} 行是 {row}</translation>
    </message>
    <message>
      <source>run a model on a camera, video or folder and time it</source>
      <translation>在摄像头、视频或文件夹上运行模型并计时</translation>
    </message>
    <message>
      <source>run a model on images</source>
      <translation>在图像上运行模型</translation>
    </message>
    <message>
      <source>run folder</source>
      <translation>训练记录文件夹</translation>
    </message>
    <message>
      <source>run folder or checkpoint</source>
      <translation>训练记录文件夹或检查点</translation>
    </message>
    <message>
      <source>run folder or checkpoint it came from</source>
      <translation>它来源的训练记录文件夹或检查点</translation>
    </message>
    <message>
      <source>run folder, checkpoint or exported file</source>
      <translation>训练记录文件夹、检查点或导出文件</translation>
    </message>
    <message>
      <source>said that a label on {image} is right</source>
      <translation>认定 {image} 上的一个标注正确</translation>
    </message>
    <message>
      <source>say of each row what it is for</source>
      <translation>说明每一行的作用</translation>
    </message>
    <message>
      <source>scale_x_y is {value}, not a number from 1 up.</source>
      <translation>scale_x_y 是 {value}，不是不小于 1 的数。</translation>
    </message>
    <message>
      <source>score</source>
      <translation>得分</translation>
    </message>
    <message>
      <source>score difference</source>
      <translation>分数差异</translation>
    </message>
    <message>
      <source>scores differ by up to {score:.2g}, sides by up to {box:.2g} px</source>
      <translation>分数最多相差 {score:.2g}，边最多相差 {box:.2g} 像素</translation>
    </message>
    <message>
      <source>seconds</source>
      <translation>秒</translation>
    </message>
    <message>
      <source>see studio models, or a layer table's path</source>
      <translation>见 studio models，或网络结构表的路径</translation>
    </message>
    <message>
      <source>seed of weights, order and augmentation</source>
      <translation>权重、顺序和数据增强的随机种子</translation>
    </message>
    <message>
      <source>sees px</source>
      <translation>感受野像素</translation>
    </message>
    <message>
      <source>set to get; without it, list them</source>
      <translation>要获取的照片集；不给出则列出全部</translation>
    </message>
    <message>
      <source>shape</source>
      <translation>形状</translation>
    </message>
    <message>
      <source>share held out when the dataset declares no val split</source>
      <translation>数据集没有声明验证集时留出的比例</translation>
    </message>
    <message>
      <source>share of a class label given to all classes alike, so that objectness ranks boxes</source>
      <translation>把类别标签的这一比例平分给所有类别，使框按目标性排序</translation>
    </message>
    <message>
      <source>share of a clipped box that must be left to keep it (0.3)</source>
      <translation>截断的框至少剩下此比例才保留 (0.3)</translation>
    </message>
    <message>
      <source>share of a tile (without --grid; 0.2)</source>
      <translation>与邻图重叠的比例（不用 --grid 时；0.2）</translation>
    </message>
    <message>
      <source>share of bulbs that another one hangs in front of (0)</source>
      <translation>前方挂有另一只灯泡的灯泡比例（0）</translation>
    </message>
    <message>
      <source>share of photos out of focus or shaken (0)</source>
      <translation>失焦或抖动的照片比例（0）</translation>
    </message>
    <message>
      <source>share of the last epochs that see whole pictures only</source>
      <translation>最后这一比例的轮次只看完整图片</translation>
    </message>
    <message>
      <source>share of the last epochs whose batch norms keep their statistics</source>
      <translation>最后这一比例的轮次中批归一化保持其统计量</translation>
    </message>
    <message>
      <source>share of the old weights kept per step by the smoothed copy</source>
      <translation>平滑副本每步保留旧权重的比例</translation>
    </message>
    <message>
      <source>share of the tiles without a box to keep, such as 0.1 (1)</source>
      <translation>没有框的切片保留的比例，例如 0.1（1）</translation>
    </message>
    <message>
      <source>share of training pictures put together from four</source>
      <translation>由四张拼成的训练图片的比例</translation>
    </message>
    <message>
      <source>share that is kept for the very end (0)</source>
      <translation>留到最后的比例 (0)</translation>
    </message>
    <message>
      <source>share to measure on (0.2)</source>
      <translation>用于测量的比例 (0.2)</translation>
    </message>
    <message>
      <source>show an exported web page to the phones of the local network</source>
      <translation>向本地网络的手机提供导出的网页</translation>
    </message>
    <message>
      <source>show the layers of a model</source>
      <translation>显示模型的各层</translation>
    </message>
    <message>
      <source>show this help message and exit</source>
      <translation>显示此帮助并退出</translation>
    </message>
    <message>
      <source>side</source>
      <translation>边</translation>
    </message>
    <message>
      <source>size that the tiles will be trained at (with --object-size; what a .data of Yolo-FastestV2 says, else 416)</source>
      <translation>切片将用来训练的尺寸（与 --object-size 一起使用；Yolo-FastestV2 的 .data 所写的尺寸，否则 416）</translation>
    </message>
    <message>
      <source>something is there, but says nothing within {seconds:.0f} s</source>
      <translation>那里有服务，但 {seconds:.0f} 秒内没有回应</translation>
    </message>
    <message>
      <source>split</source>
      <translation>划分</translation>
    </message>
    <message>
      <source>square root of the box's area, in pixels of the input</source>
      <translation>框面积的平方根，以输入像素计</translation>
    </message>
    <message>
      <source>stage</source>
      <translation>阶段</translation>
    </message>
    <message>
      <source>state</source>
      <translation>状态</translation>
    </message>
    <message>
      <source>step</source>
      <translation>步</translation>
    </message>
    <message>
      <source>steps over which the learning rate rises</source>
      <translation>学习率上升所用的步数</translation>
    </message>
    <message>
      <source>stop after so many epochs without a better mAP; 0 never</source>
      <translation>连续这么多轮 mAP 没有提高就停止；0 表示从不</translation>
    </message>
    <message>
      <source>stop after so many frames</source>
      <translation>处理这么多帧后停止</translation>
    </message>
    <message>
      <source>stops</source>
      <translation>停止</translation>
    </message>
    <message>
      <source>stops that a photo is brighter or darker by at most (0)</source>
      <translation>照片变亮或变暗的最大档数（0）</translation>
    </message>
    <message>
      <source>stretched over the whole input</source>
      <translation>拉伸到整个输入</translation>
    </message>
    <message>
      <source>stride</source>
      <translation>步长</translation>
    </message>
    <message>
      <source>stride {stride}</source>
      <translation>步长 {stride}</translation>
    </message>
    <message>
      <source>strides</source>
      <translation>步长</translation>
    </message>
    <message>
      <source>take frames of a video as images of a dataset</source>
      <translation>把视频的帧存为数据集的图片</translation>
    </message>
    <message>
      <source>take pictures that phones send back, as new files of DIR</source>
      <translation>接收手机传回的图片，作为 DIR 中的新文件</translation>
    </message>
    <message>
      <source>take the last split of DATA back</source>
      <translation>撤销 DATA 的上次划分</translation>
    </message>
    <message>
      <source>tasks.json, and a labelling setup</source>
      <translation>tasks.json 和标注配置</translation>
    </message>
    <message>
      <source>tell what is in a dataset and what is wrong with it</source>
      <translation>说明数据集中有什么、有什么问题</translation>
    </message>
    <message>
      <source>tell what this machine can do, and how long a training takes on it</source>
      <translation>说明这台电脑能做什么，训练需要多久</translation>
    </message>
    <message>
      <source>tell whether there is a newer version of this program</source>
      <translation>说明本程序是否有新版本</translation>
    </message>
    <message>
      <source>the .data of a Yolo-FastestV2 checkpoint's training</source>
      <translation>Yolo-FastestV2 检查点训练时的 .data 文件</translation>
    </message>
    <message>
      <source>the activation {name} is not known here.</source>
      <translation>此处不支持激活函数 {name}。</translation>
    </message>
    <message>
      <source>the camera answers, but has no such path</source>
      <translation>摄像头有回应，但没有此路径</translation>
    </message>
    <message>
      <source>the cells of its rows are {strides} px, not whole and finest first</source>
      <translation>各行的单元是 {strides} 像素，应为整数且从最细起</translation>
    </message>
    <message>
      <source>the first</source>
      <translation>第一个</translation>
    </message>
    <message>
      <source>the following arguments are required: %s</source>
      <translation>缺少必需的参数：%s</translation>
    </message>
    <message>
      <source>the frames shown at these times</source>
      <translation>这些时刻显示的帧</translation>
    </message>
    <message>
      <source>the grey of its bars is {pad}</source>
      <translation>填充条的灰度是 {pad}</translation>
    </message>
    <message>
      <source>the host {host} is not known</source>
      <translation>不认识主机 {host}</translation>
    </message>
    <message>
      <source>the input is {width}x{height}</source>
      <translation>输入是 {width}x{height}</translation>
    </message>
    <message>
      <source>the lowest score of a suggestion</source>
      <translation>建议的最低得分</translation>
    </message>
    <message>
      <source>the model's own</source>
      <translation>模型自带</translation>
    </message>
    <message>
      <source>the newest version</source>
      <translation>最新版本</translation>
    </message>
    <message>
      <source>the option {name} is not known here; it may change what is computed.</source>
      <translation>此处不支持选项 {name}；它可能改变计算结果。</translation>
    </message>
    <message>
      <source>the photos, if they are not where they were cut</source>
      <translation>照片的位置，若已不在切图时的地方</translation>
    </message>
    <message>
      <source>the section [{name}] is not known here.</source>
      <translation>此处不支持小节 [{name}]。</translation>
    </message>
    <message>
      <source>the strides are {strides}</source>
      <translation>步长是 {strides}</translation>
    </message>
    <message>
      <source>the tile {image} lies elsewhere</source>
      <translation>切片 {image} 在别处</translation>
    </message>
    <message>
      <source>their classes are {names}</source>
      <translation>其类别为 {names}</translation>
    </message>
    <message>
      <source>there is already something called {name}</source>
      <translation>已存在名为 {name} 的项</translation>
    </message>
    <message>
      <source>there is more behind its end</source>
      <translation>结尾之后还有内容</translation>
    </message>
    <message>
      <source>there is no list of their classes</source>
      <translation>没有它们的类别列表</translation>
    </message>
    <message>
      <source>tile</source>
      <translation>切图</translation>
    </message>
    <message>
      <source>tiles</source>
      <translation>切片</translation>
    </message>
    <message>
      <source>tiles cut by studio tile</source>
      <translation>由 studio tile 切出的切片</translation>
    </message>
    <message>
      <source>tiles in a row (by default told by tiles.json or borders)</source>
      <translation>每行的切片数（默认由 tiles.json 或边缘得知）</translation>
    </message>
    <message>
      <source>tiles left out</source>
      <translation>未写出的切片</translation>
    </message>
    <message>
      <source>tiles without a box</source>
      <translation>无框切片</translation>
    </message>
    <message>
      <source>tiles written</source>
      <translation>已写切片</translation>
    </message>
    <message>
      <source>to be made again</source>
      <translation>需重新建立</translation>
    </message>
    <message>
      <source>took back that {image} is verified</source>
      <translation>取消 {image} 的已核对</translation>
    </message>
    <message>
      <source>took out unreadable lines</source>
      <translation>取出无法读取的行</translation>
    </message>
    <message>
      <source>torch can't write this model in bytecode {version}: {reason}.</source>
      <translation>torch 无法以字节码 {version} 写出此模型：{reason}。</translation>
    </message>
    <message>
      <source>train</source>
      <translation>训练</translation>
    </message>
    <message>
      <source>train a model, or go on with a run</source>
      <translation>训练模型，或继续一次训练</translation>
    </message>
    <message>
      <source>train from it</source>
      <translation>以它为初始权重训练</translation>
    </message>
    <message>
      <source>train, val, test or all (val)</source>
      <translation>train、val、test 或 all (val)</translation>
    </message>
    <message>
      <source>training size that boxes are judged at (what a .data of Yolo-FastestV2 says, else 416)</source>
      <translation>判断框大小所用的训练尺寸（Yolo-FastestV2 的 .data 所写的尺寸，否则 416）</translation>
    </message>
    <message>
      <source>true class</source>
      <translation>真实类别</translation>
    </message>
    <message>
      <source>true or false</source>
      <translation>true 或 false</translation>
    </message>
    <message>
      <source>truth</source>
      <translation>真值</translation>
    </message>
    <message>
      <source>two files called {name} on some systems</source>
      <translation>有两个文件在某些系统上都叫 {name}</translation>
    </message>
    <message>
      <source>unrecognized arguments: %s</source>
      <translation>无法识别的参数：%s</translation>
    </message>
    <message>
      <source>untiled</source>
      <translation>不切图</translation>
    </message>
    <message>
      <source>usage: </source>
      <translation>用法：</translation>
    </message>
    <message>
      <source>usage: studio [DATA]              open the window</source>
      <translation>用法：studio [DATA]              打开窗口</translation>
    </message>
    <message>
      <source>validation images to compare on (all)</source>
      <translation>用于比较的验证图像数（全部）</translation>
    </message>
    <message>
      <source>verdict</source>
      <translation>结论</translation>
    </message>
    <message>
      <source>verification</source>
      <translation>校验</translation>
    </message>
    <message>
      <source>verified by you</source>
      <translation>由您核对过</translation>
    </message>
    <message>
      <source>verified {image}</source>
      <translation>将 {image} 设为已核对</translation>
    </message>
    <message>
      <source>video file</source>
      <translation>视频文件</translation>
    </message>
    <message>
      <source>weight of the box loss</source>
      <translation>框损失的权重</translation>
    </message>
    <message>
      <source>weight of the class loss</source>
      <translation>分类损失的权重</translation>
    </message>
    <message>
      <source>weights to fetch; without it, list them</source>
      <translation>要下载的权重；不给出则列出全部</translation>
    </message>
    <message>
      <source>what Create ML's numbers are in (pixel)</source>
      <translation>Create ML 数值的单位（pixel）</translation>
    </message>
    <message>
      <source>what answers is no web server</source>
      <translation>回应者不是网页服务器</translation>
    </message>
    <message>
      <source>what answers is {form}, not a stream</source>
      <translation>回应的是{form}，而不是视频流</translation>
    </message>
    <message>
      <source>what answers is {kind}, not RTSP</source>
      <translation>回应的是 {kind}，而不是 RTSP</translation>
    </message>
    <message>
      <source>what answers speaks RTSP</source>
      <translation>回应者使用 RTSP</translation>
    </message>
    <message>
      <source>what is said of a box is something else</source>
      <translation>框的属性不同</translation>
    </message>
    <message>
      <source>what it is</source>
      <translation>说明</translation>
    </message>
    <message>
      <source>what it joins doesn't fit together, {shapes} (channels x height x width)</source>
      <translation>汇合的各部分不相配：{shapes}（通道 x 高 x 宽）</translation>
    </message>
    <message>
      <source>what moves the weights</source>
      <translation>更新权重的方法</translation>
    </message>
    <message>
      <source>what the file computes with, which sets how much may differ (as its description says)</source>
      <translation>文件计算所用的数值，决定允许的差异（默认按其说明信息）</translation>
    </message>
    <message>
      <source>what x and y of Create ML are of a box (center)</source>
      <translation>Create ML 的 x 和 y 指框的哪一点（center）</translation>
    </message>
    <message>
      <source>where the images are, when it is elsewhere</source>
      <translation>图像在别处时所在的文件夹</translation>
    </message>
    <message>
      <source>which of the possible splits (0)</source>
      <translation>选取哪一种可能的划分 (0)</translation>
    </message>
    <message>
      <source>whole</source>
      <translation>完整</translation>
    </message>
    <message>
      <source>whole photos on one side, a block of each photo, or images one by one (source)</source>
      <translation>整张照片归一边、每张照片的一块，或逐张图像 (source)</translation>
    </message>
    <message>
      <source>whose labels count where both were changed (such photos are left alone)</source>
      <translation>两边都改动过时以哪边为准（否则不动这些照片）</translation>
    </message>
    <message>
      <source>why</source>
      <translation>原因</translation>
    </message>
    <message>
      <source>width in pixels of the input</source>
      <translation>输入的宽度，像素</translation>
    </message>
    <message>
      <source>width, px</source>
      <translation>宽度，像素</translation>
    </message>
    <message>
      <source>width, px of the image</source>
      <translation>宽，图片像素</translation>
    </message>
    <message>
      <source>with --repair: only say what would be changed</source>
      <translation>与 --repair 一起：只说明会改什么</translation>
    </message>
    <message>
      <source>with --to darknet: also a .data for Yolo-FastestV2's own trainer</source>
      <translation>与 --to darknet 合用：另写 Yolo-FastestV2 自带训练程序用的 .data</translation>
    </message>
    <message>
      <source>with boxes</source>
      <translation>含有框</translation>
    </message>
    <message>
      <source>with its {count} parameters there are more than {most}</source>
      <translation>加上它的 {count} 个参数，总数超过 {most}</translation>
    </message>
    <message>
      <source>without encryption; phones give it no camera</source>
      <translation>不加密；手机将不允许其使用摄像头</translation>
    </message>
    <message>
      <source>without measuring a training</source>
      <translation>不测量训练</translation>
    </message>
    <message>
      <source>without objects</source>
      <translation>无目标</translation>
    </message>
    <message>
      <source>write PNG files</source>
      <translation>写成 PNG 文件</translation>
    </message>
    <message>
      <source>write PNG, which loses nothing, not JPEG</source>
      <translation>写成无损的 PNG，而不是 JPEG</translation>
    </message>
    <message>
      <source>write TensorBoard files into the run, too</source>
      <translation>同时在训练记录中写 TensorBoard 文件</translation>
    </message>
    <message>
      <source>write a model for other devices, and verify it</source>
      <translation>把模型导出到其他设备，并校验</translation>
    </message>
    <message>
      <source>write a page on what a run came to</source>
      <translation>写出关于训练结果的报告</translation>
    </message>
    <message>
      <source>write labels in another format, such as YOLO, VOC, COCO or LabelMe</source>
      <translation>把标注写成另一种格式，如 YOLO、VOC、COCO 或 LabelMe</translation>
    </message>
    <message>
      <source>write tiles as PNG</source>
      <translation>切片写成 PNG</translation>
    </message>
    <message>
      <source>written</source>
      <translation>写出</translation>
    </message>
    <message>
      <source>wrote labels as UTF-8</source>
      <translation>把标注写成 UTF-8</translation>
    </message>
    <message>
      <source>wrote plain boxes</source>
      <translation>写成普通框</translation>
    </message>
    <message>
      <source>yes</source>
      <translation>是</translation>
    </message>
    <message>
      <source>{architecture} at {width}x{height}, {count} classes</source>
      <translation>{architecture}，{width}x{height}，{count} 个类别</translation>
    </message>
    <message>
      <source>{boxes:,} boxes of {images:,} training images at {imgsz} px, {model}</source>
      <translation>{images:,} 张训练图像的 {boxes:,} 个框，{imgsz} 像素，{model}</translation>
    </message>
    <message>
      <source>{cause} This file was not compared.</source>
      <translation>{cause} 此文件未比较。</translation>
    </message>
    <message>
      <source>{cause}.</source>
      <translation>{cause}。</translation>
    </message>
    <message>
      <source>{character} is missing</source>
      <translation>缺少 {character}</translation>
    </message>
    <message>
      <source>{count} can't be read</source>
      <translation>{count} 个无法读取</translation>
    </message>
    <message>
      <source>{count} images have boxes of the class {name}, {image} among them.</source>
      <translation>有 {count} 张图像含类别 {name} 的框，其中有 {image}。</translation>
    </message>
    <message>
      <source>{count} of its tensors, such as {name}, differ</source>
      <translation>它的 {count} 个张量不同，例如 {name}</translation>
    </message>
    <message>
      <source>{count} of {total} images of {name} were compared.</source>
      <translation>比较了 {name} 的 {total} 张图像中的 {count} 张。</translation>
    </message>
    <message>
      <source>{count} of {total} validation images of {name} were compared.</source>
      <translation>比较了 {name} 的 {total} 张验证图像中的 {count} 张。</translation>
    </message>
    <message>
      <source>{count} pictures a minute are taken; wait a moment.</source>
      <translation>每分钟最多接收 {count} 张图片，请稍候。</translation>
    </message>
    <message>
      <source>{count} pictures were sent; start the server again for more.</source>
      <translation>已传来 {count} 张图片；要接收更多请重新启动服务。</translation>
    </message>
    <message>
      <source>{count} threads can't run a model.</source>
      <translation>不能用 {count} 个线程运行模型。</translation>
    </message>
    <message>
      <source>{count} were there already</source>
      <translation>{count} 个已存在</translation>
    </message>
    <message>
      <source>{entry} of the {split} images does not exist.</source>
      <translation>{split} 图像的 {entry} 不存在。</translation>
    </message>
    <message>
      <source>{entry} of the {split} images holds none.</source>
      <translation>{split} 图像的 {entry} 中没有图像。</translation>
    </message>
    <message>
      <source>{epochs} epochs train nothing.</source>
      <translation>{epochs} 轮什么也训练不了。</translation>
    </message>
    <message>
      <source>{epoch}/{epochs} epochs: mAP@0.5 {map50:.4f}, mAP@0.5:0.95 {map50_95:.4f}</source>
      <translation>{epoch}/{epochs} 轮：mAP@0.5 {map50:.4f}，mAP@0.5:0.95 {map50_95:.4f}</translation>
    </message>
    <message>
      <source>{file} and {other} name other classes, so neither was used.</source>
      <translation>{file} 和 {other} 的类别名不同，因此都未使用。</translation>
    </message>
    <message>
      <source>{file} asks to run {name}; nothing was run.</source>
      <translation>{file} 要求运行 {name}；没有运行任何内容。</translation>
    </message>
    <message>
      <source>{file} can't be moved: {reason}.</source>
      <translation>无法移动 {file}:{reason}。</translation>
    </message>
    <message>
      <source>{file} can't be read: {reason}.</source>
      <translation>无法读取 {file}：{reason}。</translation>
    </message>
    <message>
      <source>{file} can't be removed: {reason}.</source>
      <translation>无法删除 {file}：{reason}。</translation>
    </message>
    <message>
      <source>{file} can't name the new lists in its encoding.</source>
      <translation>{file} 的编码无法写出新列表的名称。</translation>
    </message>
    <message>
      <source>{file} does not describe a dataset.</source>
      <translation>{file} 不是对数据集的描述。</translation>
    </message>
    <message>
      <source>{file} does not hold the anchors it was trained with, and no .data file beside it does.</source>
      <translation>{file} 中没有训练所用的锚框，旁边的 .data 文件中也没有。</translation>
    </message>
    <message>
      <source>{file} does not hold the anchors of {model}.</source>
      <translation>{file} 中没有 {model} 的锚框。</translation>
    </message>
    <message>
      <source>{file} has a space on line {line} that is not a plain one.</source>
      <translation>{file} 第 {line} 行有一个不是普通空格的空格。</translation>
    </message>
    <message>
      <source>{file} has a wide colon (：) on line {line}.</source>
      <translation>{file} 第 {line} 行有全角冒号（：）。</translation>
    </message>
    <message>
      <source>{file} has another size than it was cut with.</source>
      <translation>{file} 的尺寸与切图时不同。</translation>
    </message>
    <message>
      <source>{file} has no class names that can be read.</source>
      <translation>{file} 中没有可读的类别名。</translation>
    </message>
    <message>
      <source>{file} has no list of classes, so they are called by their numbers.</source>
      <translation>{file} 没有类别列表，因此以编号命名。</translation>
    </message>
    <message>
      <source>{file} has no space behind the colon of {key} on line {line}.</source>
      <translation>{file} 第 {line} 行 {key} 的冒号后没有空格。</translation>
    </message>
    <message>
      <source>{file} has no space behind the colon of {key}.</source>
      <translation>{file} 中 {key} 的冒号后没有空格。</translation>
    </message>
    <message>
      <source>{file} holds a character on line {line} that is no text (code {code:#06x}).</source>
      <translation>{file} 第 {line} 行有一个不是文字的字符（代码 {code:#06x}）。</translation>
    </message>
    <message>
      <source>{file} holds tensors alone, such as {name}, and not of what network they are.</source>
      <translation>{file} 中只有张量（如 {name}），没有说明属于什么网络。</translation>
    </message>
    <message>
      <source>{file} holds {name}, which is no file of this dataset.</source>
      <translation>{file} 中有 {name}，它不是这个数据集的文件。</translation>
    </message>
    <message>
      <source>{file} is a packed archive.</source>
      <translation>{file} 是压缩包。</translation>
    </message>
    <message>
      <source>{file} is a picture.</source>
      <translation>{file} 是图片。</translation>
    </message>
    <message>
      <source>{file} is a pointer of Git LFS, not the model itself.</source>
      <translation>{file} 是 Git LFS 指针，而不是模型本身。</translation>
    </message>
    <message>
      <source>{file} is a web page, which was saved instead of the model.</source>
      <translation>{file} 是网页，被当作模型保存了。</translation>
    </message>
    <message>
      <source>{file} is an exported file, and {option} is for checkpoints.</source>
      <translation>{file} 是导出文件，而 {option} 用于检查点。</translation>
    </message>
    <message>
      <source>{file} is no longer there; it was read before.</source>
      <translation>{file} 已不存在；之前读取过它。</translation>
    </message>
    <message>
      <source>{file} is not UTF-8 and was read as {encoding}: line {number} says {line}. If that is wrong, save the file as UTF-8.</source>
      <translation>{file} 不是 UTF-8，按 {encoding} 读取：第 {number} 行是 {line}。如果不对，请把文件存为 UTF-8。</translation>
    </message>
    <message>
      <source>{file} is not a checkpoint of Yolo-FastestV2, which --data-file is for.</source>
      <translation>{file} 不是 Yolo-FastestV2 的检查点，而 --data-file 用于后者。</translation>
    </message>
    <message>
      <source>{file} is not a checkpoint of a network.</source>
      <translation>{file} 不是网络的检查点。</translation>
    </message>
    <message>
      <source>{file} is not a checkpoint of this program, or it is damaged.</source>
      <translation>{file} 不是本程序的检查点，或已损坏。</translation>
    </message>
    <message>
      <source>{file} is not a checkpoint, or it is damaged.</source>
      <translation>{file} 不是检查点，或已损坏。</translation>
    </message>
    <message>
      <source>{file} is not the .data file of this checkpoint: {reason}.</source>
      <translation>{file} 不是此检查点的 .data 文件：{reason}。</translation>
    </message>
    <message>
      <source>{file} is not valid YAML on line {line}, at {text}.</source>
      <translation>{file} 第 {line} 行不是有效的 YAML，位置：{text}。</translation>
    </message>
    <message>
      <source>{file} is not valid YAML.</source>
      <translation>{file} 不是有效的 YAML。</translation>
    </message>
    <message>
      <source>{file} is not written line by line, and is left as it is.</source>
      <translation>{file} 不是逐行书写的，保持不变。</translation>
    </message>
    <message>
      <source>{file} is of a network that is not known here: {reason}.</source>
      <translation>{file} 的网络此处不支持：{reason}。</translation>
    </message>
    <message>
      <source>{file} is there already, with other labels.</source>
      <translation>{file} 已存在，且标注不同。</translation>
    </message>
    <message>
      <source>{file} leads to no images.</source>
      <translation>{file} 没有指向任何图像。</translation>
    </message>
    <message>
      <source>{file} leads to no images. Line {line} of {list}: {message}</source>
      <translation>{file} 没有指向任何图像。{list} 第 {line} 行：{message}</translation>
    </message>
    <message>
      <source>{file} leads to no images: {entry} does not exist.</source>
      <translation>{file} 没有指向任何图像：{entry} 不存在。</translation>
    </message>
    <message>
      <source>{file} names no images: it has neither train: nor val:.</source>
      <translation>{file} 没有给出图像：既没有 train: 也没有 val:。</translation>
    </message>
    <message>
      <source>{file} names no list of images.</source>
      <translation>{file} 没有给出图像列表。</translation>
    </message>
    <message>
      <source>{file} names {found} classes, but the model has {count}.</source>
      <translation>{file} 有 {found} 个类别名，但模型有 {count} 个类别。</translation>
    </message>
    <message>
      <source>{file} says nothing of its input and classes, so it was taken for what {model} is exported to: {width}x{height}, {resize}, {colour}, decoded boxes.</source>
      <translation>{file} 没有说明其输入和类别，因此按 {model} 的导出方式处理：{width}x{height}，{resize}，{colour}，已解码的框。</translation>
    </message>
    <message>
      <source>{file} was changed by another program meanwhile, so this stays as it is: {what}.</source>
      <translation>{file} 其间被其他程序更改，因此保持原样：{what}。</translation>
    </message>
    <message>
      <source>{file} was changed by another program or window.</source>
      <translation>{file} 已被其他程序或窗口更改。</translation>
    </message>
    <message>
      <source>{file} was changed by another program since it was read.</source>
      <translation>读取之后，{file} 已被其他程序更改。</translation>
    </message>
    <message>
      <source>{file} was changed since the split was written.</source>
      <translation>{file} 在划分写入后被改过。</translation>
    </message>
    <message>
      <source>{file} was left aside, because nothing says that it is of this folder.</source>
      <translation>{file} 未使用，因为没有说明它属于此文件夹。</translation>
    </message>
    <message>
      <source>{file} {cause}.</source>
      <translation>{file} {cause}。</translation>
    </message>
    <message>
      <source>{folder} can't be made: {reason}.</source>
      <translation>无法建立 {folder}：{reason}。</translation>
    </message>
    <message>
      <source>{folder} can't be removed: {reason}.</source>
      <translation>无法删除 {folder}：{reason}。</translation>
    </message>
    <message>
      <source>{folder} holds something that this program has not made.</source>
      <translation>{folder} 中有不是本程序创建的内容。</translation>
    </message>
    <message>
      <source>{folder} holds the web page and is not the page itself.</source>
      <translation>{folder} 包含网页，但不是网页文件夹本身。</translation>
    </message>
    <message>
      <source>{folder} is a bundle of another kind: {kind}.</source>
      <translation>{folder} 是另一种部署包：{kind}。</translation>
    </message>
    <message>
      <source>{folder} is a link to another folder, where nothing is written or deleted.</source>
      <translation>{folder} 是指向其他文件夹的链接，不在其中写入或删除。</translation>
    </message>
    <message>
      <source>{folder} is already there and not an empty folder.</source>
      <translation>{folder} 已存在且不是空文件夹。</translation>
    </message>
    <message>
      <source>{folder} is no longer there, and {name} with it.</source>
      <translation>{folder} 已不存在，{name} 也随之消失。</translation>
    </message>
    <message>
      <source>{folder} is not a bundle: there is no {name} in it.</source>
      <translation>{folder} 不是部署包：其中没有 {name}。</translation>
    </message>
    <message>
      <source>{folder} is there and was not written by an export.</source>
      <translation>{folder} 已存在，且不是导出写出的。</translation>
    </message>
    <message>
      <source>{folder} lies in the folder that is served.</source>
      <translation>{folder} 位于被提供服务的文件夹中。</translation>
    </message>
    <message>
      <source>{folder} says that {name} is a part of it.</source>
      <translation>{folder} 称 {name} 是它的一部分。</translation>
    </message>
    <message>
      <source>{format}, {size:.1f} MB: {verdict}, {matched} of {detections} boxes matched, differences {score:.1e} in score, {box:.1e} px</source>
      <translation>{format}，{size:.1f} MB：{verdict}，{detections} 个框中 {matched} 个一致，分数相差 {score:.1e}，框相差 {box:.1e} 像素</translation>
    </message>
    <message>
      <source>{found} boxes and not {count}</source>
      <translation>有 {found} 个框，而不是 {count} 个</translation>
    </message>
    <message>
      <source>{found} of {boxes}</source>
      <translation>检出 {found} / {boxes}</translation>
    </message>
    <message>
      <source>{frames} frames can't be timed.</source>
      <translation>无法对 {frames} 帧计时。</translation>
    </message>
    <message>
      <source>{frames} frames, {fps:.1f} a second, {dropped} dropped, {detections} detections, {runtime} at {size}</source>
      <translation>{frames} 帧，每秒 {fps:.1f} 帧，丢弃 {dropped} 帧，检出 {detections} 个，{runtime}，{size}</translation>
    </message>
    <message>
      <source>{free:.0f} GB are free where trainings are kept: room for {n} of them.</source>
      <translation>存放训练记录处有 {free:.0f} GB 可用：可容纳 {n} 次训练。</translation>
    </message>
    <message>
      <source>{free:.1f} GB are free where trainings are kept: room for {n} of them. A training waits while the disk is full.</source>
      <translation>存放训练记录处有 {free:.1f} GB 可用：可容纳 {n} 次训练。磁盘满时训练会等待。</translation>
    </message>
    <message>
      <source>{free:.1f} of {total:.1f} GB are free: a training will use smaller batches, or none fits. Close other programs before it.</source>
      <translation>内存 {total:.1f} GB 中有 {free:.1f} GB 可用：训练会减小批大小，或无法进行。请先关闭其他程序。</translation>
    </message>
    <message>
      <source>{free:.1f} of {total:.1f} GB are free: the default model trains with its usual batch.</source>
      <translation>内存 {total:.1f} GB 中有 {free:.1f} GB 可用：默认模型可用通常的批大小训练。</translation>
    </message>
    <message>
      <source>{have:,} of {total:,} bytes came</source>
      <translation>收到 {have:,} / {total:,} 字节</translation>
    </message>
    <message>
      <source>{host} can't be reached: {reason}.</source>
      <translation>无法访问 {host}：{reason}。</translation>
    </message>
    <message>
      <source>{host} can't be served at: {reason}.</source>
      <translation>无法在 {host} 提供服务：{reason}。</translation>
    </message>
    <message>
      <source>{host} does not give out {name} (HTTP {code}).</source>
      <translation>{host} 不提供 {name} (HTTP {code})。</translation>
    </message>
    <message>
      <source>{host} is no address of this machine.</source>
      <translation>{host} 不是本机的地址。</translation>
    </message>
    <message>
      <source>{hours:.1f} hours</source>
      <translation>{hours:.1f} 小时</translation>
    </message>
    <message>
      <source>{images} photos of {width} x {height}, {boxes} boxes of {classes} classes, {problems} problems</source>
      <translation>{images} 张 {width} x {height} 的照片，{classes} 个类别的 {boxes} 个框，{problems} 个问题</translation>
    </message>
    <message>
      <source>{image} and {other} share the label file {label}; rename one of the images.</source>
      <translation>{image} 和 {other} 共用标注文件 {label}；请给其中一张图像改名。</translation>
    </message>
    <message>
      <source>{image} can't be read: {reason}.</source>
      <translation>无法读取 {image}：{reason}。</translation>
    </message>
    <message>
      <source>{image} has boxes that are not saved.</source>
      <translation>{image} 有未保存的框。</translation>
    </message>
    <message>
      <source>{image} has labels in another file, too.</source>
      <translation>{image} 在另一个文件中也有标注。</translation>
    </message>
    <message>
      <source>{image} has predictions alone, which nobody has looked at.</source>
      <translation>{image} 只有预测结果，还没有人看过。</translation>
    </message>
    <message>
      <source>{image} has the id of {other}, {id}: to which the boxes belong nobody knows, so they are left out ({count}).</source>
      <translation>{image} 与 {other} 的 id 相同（{id}）：无法得知框属于哪一张，因此略去（{count}）。</translation>
    </message>
    <message>
      <source>{image} is a copy of {other}.</source>
      <translation>{image} 是 {other} 的副本。</translation>
    </message>
    <message>
      <source>{image} is in both train and {split}.</source>
      <translation>{image} 同时在 train 和 {split} 中。</translation>
    </message>
    <message>
      <source>{image} is not in this dataset any more.</source>
      <translation>{image} 已不在此数据集中。</translation>
    </message>
    <message>
      <source>{image} is the only image, and a dataset has at least one.</source>
      <translation>{image} 是唯一的图像，而数据集至少要有一幅。</translation>
    </message>
    <message>
      <source>{image} is turned to be shown.</source>
      <translation>{image} 显示时会旋转。</translation>
    </message>
    <message>
      <source>{image} is {width} x {height} as displayed, and its labels were made for it unturned, {said}; look at its boxes.</source>
      <translation>{image} 显示时为 {width} x {height}，而标注是按未旋转的 {said} 做的；请查看它的框。</translation>
    </message>
    <message>
      <source>{image} is {width} x {height}, and its labels say {said}; look at its boxes.</source>
      <translation>{image} 为 {width} x {height}，而标注写的是 {said}；请查看它的框。</translation>
    </message>
    <message>
      <source>{image} of {split} is a copy of {other} of train.</source>
      <translation>{split} 的 {image} 与 train 的 {other} 相同。</translation>
    </message>
    <message>
      <source>{image} of {split} shows nearly the same picture as {other} of train.</source>
      <translation>{split} 中的 {image} 与训练集的 {other} 几乎相同。</translation>
    </message>
    <message>
      <source>{image} shows nearly the same picture as {other}.</source>
      <translation>{image} 与 {other} 几乎相同。</translation>
    </message>
    <message>
      <source>{image} was in another file.</source>
      <translation>{image} 已出现在另一个文件中。</translation>
    </message>
    <message>
      <source>{image} was labelled more than once; the last by time is used.</source>
      <translation>{image} 被标注过多次；使用时间上最后的一次。</translation>
    </message>
    <message>
      <source>{image} was turned in Label Studio; look at its boxes.</source>
      <translation>{image} 在 Label Studio 中旋转过；请查看它的框。</translation>
    </message>
    <message>
      <source>{index} {module}</source>
      <translation>{index} {module}</translation>
    </message>
    <message>
      <source>{key} has to be a number above 0, not {value}</source>
      <translation>{key} 必须是大于 0 的数，而不是 {value}</translation>
    </message>
    <message>
      <source>{key} holds no whole numbers.</source>
      <translation>{key} 中没有整数。</translation>
    </message>
    <message>
      <source>{key} is missing</source>
      <translation>缺少 {key}</translation>
    </message>
    <message>
      <source>{key} is {text}, not a whole number from {least} to {most}.</source>
      <translation>{key} 是 {text}，不是 {least} 到 {most} 之间的整数。</translation>
    </message>
    <message>
      <source>{key} is {text}, not numbers with commas.</source>
      <translation>{key} 是 {text}，不是以逗号分隔的数。</translation>
    </message>
    <message>
      <source>{key} is {value}, more than {most}</source>
      <translation>{key} 是 {value}，大于 {most}</translation>
    </message>
    <message>
      <source>{key} stands twice in {file}, on lines {first} and {second}.</source>
      <translation>{key} 在 {file} 中出现两次，在第 {first} 行和第 {second} 行。</translation>
    </message>
    <message>
      <source>{like} {percent:.1f} %</source>
      <translation>{like} {percent:.1f} %</translation>
    </message>
    <message>
      <source>{lost} The studio keeps it among its own files.</source>
      <translation>{lost} 本程序将其保存在自己的文件中。</translation>
    </message>
    <message>
      <source>{matched} of {detections} boxes agree with the checkpoint; {strays} are missed, extra or differ by more than rounding does, which is few enough.</source>
      <translation>{detections} 个框中有 {matched} 个与检查点一致；{strays} 个漏检、多余或差异超过舍入误差，数量在允许范围内。</translation>
    </message>
    <message>
      <source>{measure} of the checkpoint</source>
      <translation>检查点的 {measure}</translation>
    </message>
    <message>
      <source>{minutes:.1f} minutes</source>
      <translation>{minutes:.1f} 分钟</translation>
    </message>
    <message>
      <source>{model} at {imgsz}, {epochs} epochs: loss {first:.3f} -&gt; {last:.3f}</source>
      <translation>{model}，{imgsz}，{epochs} 轮：损失 {first:.3f} -&gt; {last:.3f}</translation>
    </message>
    <message>
      <source>{model} has {count} anchors, and {given} are given.</source>
      <translation>{model} 有 {count} 个锚框，而给出了 {given} 个。</translation>
    </message>
    <message>
      <source>{model} is in no run, which would tell its training set.</source>
      <translation>{model} 不在任何训练记录中，无法得知它的训练集。</translation>
    </message>
    <message>
      <source>{model} of {parameters:,} parameters on {device} ({threads} threads), batch {batch}</source>
      <translation>{model}，{parameters:,} 个参数，设备 {device}（{threads} 个线程），批大小 {batch}</translation>
    </message>
    <message>
      <source>{model}, after {done} of {epochs} epochs, without an end so far</source>
      <translation>{model}，已训练 {done} / {epochs} 轮，尚未结束</translation>
    </message>
    <message>
      <source>{model}, failed after {done} of {epochs} epochs</source>
      <translation>{model}，训练 {done} / {epochs} 轮后失败</translation>
    </message>
    <message>
      <source>{model}, finished after {done} of {epochs} epochs</source>
      <translation>{model}，训练 {done} / {epochs} 轮后完成</translation>
    </message>
    <message>
      <source>{model}, stopped after {done} of {epochs} epochs</source>
      <translation>{model}，训练 {done} / {epochs} 轮后停止</translation>
    </message>
    <message>
      <source>{module} takes [{names}], {least} to {most} values.</source>
      <translation>{module} 的参数是 [{names}]，{least} 到 {most} 个值。</translation>
    </message>
    <message>
      <source>{module} takes [{names}].</source>
      <translation>{module} 的参数是 [{names}]。</translation>
    </message>
    <message>
      <source>{module} takes no arguments, [].</source>
      <translation>{module} 没有参数，写 []。</translation>
    </message>
    <message>
      <source>{names} ({count} in all)</source>
      <translation>{names}（共 {count} 个）</translation>
    </message>
    <message>
      <source>{names} all describe the folder, so none was used; open one of them.</source>
      <translation>{names} 都描述此文件夹，因此都未使用；请打开其中之一。</translation>
    </message>
    <message>
      <source>{names} all name classes, other ones each, so none was used; keep one of them.</source>
      <translation>{names} 都给出类别名且各不相同，因此都未使用；请保留其中之一。</translation>
    </message>
    <message>
      <source>{names} and {n} more</source>
      <translation>{names} 和另外 {n} 个</translation>
    </message>
    <message numerus="yes">
      <source>{names} are in {n} photos each{cut}: a split by photo can't be fair to them.</source>
      <comment>{names} are in {n} photo each{cut}: a split by photo can't be fair to them.</comment>
      <translation>
        <numerusform>{names} 各在 {n} 张照片中{cut}：按照片划分对它们不可能公平。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{names}: Live can use them.</source>
      <comment>{names}: Live can use it.</comment>
      <translation>
        <numerusform>{names}：“实时”可以使用。</numerusform>
      </translation>
    </message>
    <message>
      <source>{name} can't be deleted: classes after it would get other numbers, and the label files would mean other classes.</source>
      <translation>{name} 不能删除：其后类别的编号会改变，标注文件的含义也会随之改变。</translation>
    </message>
    <message>
      <source>{name} declares neither train nor val images, only {others}.</source>
      <translation>{name} 既没有声明训练图像也没有声明验证图像，只有 {others}。</translation>
    </message>
    <message>
      <source>{name} does not end in a detection head.</source>
      <translation>{name} 不以检测头结尾。</translation>
    </message>
    <message>
      <source>{name} has no labelled images to train on.</source>
      <translation>{name} 没有可训练的已标注图像。</translation>
    </message>
    <message>
      <source>{name} has no {sidecar} that tells which photos it was cut from.</source>
      <translation>{name} 没有能说明其照片的 {sidecar}。</translation>
    </message>
    <message>
      <source>{name} has the activation {word}.</source>
      <translation>{name} 的激活函数是 {word}。</translation>
    </message>
    <message>
      <source>{name} has to be {kind}, not {value}</source>
      <translation>{name} 应为{kind}，而不是 {value}</translation>
    </message>
    <message>
      <source>{name} is a set of photos, and isn't drawn.</source>
      <translation>{name} 是照片数据集，不是绘制的。</translation>
    </message>
    <message numerus="yes">
      <source>{name} is in {n} photos{cut}: a split by photo can't be fair to it.</source>
      <comment>{name} is in {n} photo{cut}: a split by photo can't be fair to it.</comment>
      <translation>
        <numerusform>{name} 在 {n} 张照片中{cut}：按照片划分对它不可能公平。</numerusform>
      </translation>
    </message>
    <message>
      <source>{name} is missing</source>
      <translation>缺少 {name}</translation>
    </message>
    <message>
      <source>{name} is no longer in the trash.</source>
      <translation>{name} 已不在回收站中。</translation>
    </message>
    <message>
      <source>{name} is only {width} × {height} px.</source>
      <translation>{name} 只有 {width} × {height} 像素。</translation>
    </message>
    <message>
      <source>{name} is ready in {folder}</source>
      <translation>{name} 已就绪，在 {folder}</translation>
    </message>
    <message>
      <source>{name} is the only class, and a dataset has at least one.</source>
      <translation>{name} 是唯一的类别，而数据集至少要有一个类别。</translation>
    </message>
    <message>
      <source>{name} is {value}</source>
      <translation>{name} 是 {value}</translation>
    </message>
    <message>
      <source>{name} is {value}, not one of {known}</source>
      <translation>{name} 是 {value}，不在 {known} 之中</translation>
    </message>
    <message>
      <source>{name} is {value}.</source>
      <translation>{name} 是 {value}。</translation>
    </message>
    <message>
      <source>{name} was left aside, because it leads to other images.</source>
      <translation>{name} 未使用，因为它指向其他图像。</translation>
    </message>
    <message>
      <source>{name} was left aside, because no YAML or obj.data names it.</source>
      <translation>{name} 未使用，因为没有 YAML 或 obj.data 提到它。</translation>
    </message>
    <message>
      <source>{name} was left aside: {reason}</source>
      <translation>{name} 未使用：{reason}</translation>
    </message>
    <message>
      <source>{name} was not written by this program, and is left as it is.</source>
      <translation>{name} 不是本程序写的，保持原样。</translation>
    </message>
    <message>
      <source>{name} with {classes} classes at {width}x{height} px, detecting at strides {strides}</source>
      <translation>{name}，{classes} 个类别，{width}x{height} 像素，检测步长 {strides}</translation>
    </message>
    <message>
      <source>{name} {score:.2f}: is {true}</source>
      <translation>{name} {score:.2f}：实为 {true}</translation>
    </message>
    <message>
      <source>{name} {score:.2f}: nothing</source>
      <translation>{name} {score:.2f}：无目标</translation>
    </message>
    <message>
      <source>{name} {score:.2f}: twice</source>
      <translation>{name} {score:.2f}：重复</translation>
    </message>
    <message>
      <source>{name}: {count} boxes</source>
      <translation>{name}：{count} 个框</translation>
    </message>
    <message>
      <source>{name}={value} changes what is computed, and is not known here.</source>
      <translation>{name}={value} 会改变计算结果，此处不支持。</translation>
    </message>
    <message numerus="yes">
      <source>{n} anchors</source>
      <comment>{n} anchor</comment>
      <translation>
        <numerusform>{n} 个锚框</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} as {other}</source>
      <translation>{n} 个被认作 {other}</translation>
    </message>
    <message>
      <source>{n} borderline</source>
      <translation>{n} 个临界</translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes added.</source>
      <comment>{n} box added.</comment>
      <translation>
        <numerusform>增加 {n} 个框。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes are marked difficult</source>
      <comment>{n} box is marked difficult</comment>
      <translation>
        <numerusform>{n} 个框标为困难</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes are marked occluded</source>
      <comment>{n} box is marked occluded</comment>
      <translation>
        <numerusform>{n} 个框标为遮挡</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes are marked truncated</source>
      <comment>{n} box is marked truncated</comment>
      <translation>
        <numerusform>{n} 个框标为截断</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes have a text</source>
      <comment>{n} box has a text</comment>
      <translation>
        <numerusform>{n} 个框带有文字</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes have no class yet, so they are not saved.</source>
      <comment>{n} box has no class yet, so it is not saved.</comment>
      <translation>
        <numerusform>有 {n} 个框还没有类别，因此未保存。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes moved.</source>
      <comment>{n} box moved.</comment>
      <translation>
        <numerusform>移动 {n} 个框。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes removed.</source>
      <comment>{n} box removed.</comment>
      <translation>
        <numerusform>删除 {n} 个框。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} boxes that had attributes were changed by another program and have lost them.</source>
      <comment>{n} box that had attributes was changed by another program and has lost them.</comment>
      <translation>
        <numerusform>{n} 个带属性的框被其他程序改动，其属性已丢失。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} classes changed.</source>
      <comment>{n} class changed.</comment>
      <translation>
        <numerusform>更改 {n} 个类别。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} classes have the name of another one, and become one with it.</source>
      <comment>{n} class has the name of another one, and becomes one with it.</comment>
      <translation>
        <numerusform>{n} 个类别与另一个同名，将合为一个。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} cores ({model}): a training keeps them busy, and other programs are slower meanwhile.</source>
      <comment>{n} core ({model}): a training keeps it busy, and other programs are slower meanwhile.</comment>
      <translation>
        <numerusform>{n} 个核心（{model}）：训练会占满它们，其间其他程序会变慢。</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} cores ({model}): enough to train beside other work.</source>
      <translation>{n} 个核心（{model}）：足以在训练的同时做其他工作。</translation>
    </message>
    <message>
      <source>{n} differ</source>
      <translation>{n} 个不同</translation>
    </message>
    <message numerus="yes">
      <source>{n} epochs</source>
      <comment>{n} epoch</comment>
      <translation>
        <numerusform>{n} 轮</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} extra</source>
      <translation>{n} 个多余</translation>
    </message>
    <message numerus="yes">
      <source>{n} files may hold labels that can't be read; the first: {why}</source>
      <comment>{n} file may hold labels that can't be read: {why}</comment>
      <translation>
        <numerusform>{n} 个文件可能含有读不出的标注；第一个：{why}</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} found twice</source>
      <translation>{n} 个重复检出</translation>
    </message>
    <message numerus="yes">
      <source>{n} frames were written, {known} were there already.</source>
      <comment>{n} frame was written, {known} were there already.</comment>
      <translation>
        <numerusform>写入了 {n} 帧，{known} 帧已存在。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} groups of images that stay together; the largest, {name}, has {size}.</source>
      <comment>{n} group of images that stay together; the largest, {name}, has {size}.</comment>
      <translation>
        <numerusform>{n} 组须留在一起的图像；最大的 {name} 有 {size} 张。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images added.</source>
      <comment>{n} image added.</comment>
      <translation>
        <numerusform>增加 {n} 张图像。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images are in more than one split, and go into the first of them.</source>
      <comment>{n} image is in more than one split, and goes into the first of them.</comment>
      <translation>
        <numerusform>{n} 张图像属于多个部分，归入其中第一个。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images are in neither, because they touch held-out ones.</source>
      <comment>{n} image is in neither, because it touches held-out ones.</comment>
      <translation>
        <numerusform>{n} 张图像不归任何一边，因为与留出的相邻。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images between train and validation.</source>
      <comment>{n} image between train and validation.</comment>
      <translation>
        <numerusform>{n} 张图像在训练集与验证集之间变动。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images can't be part of a block: they are split by photo.</source>
      <comment>{n} image can't be part of a block: it is split by photo.</comment>
      <translation>
        <numerusform>{n} 张图像不能成为块的一部分：按照片划分。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images can't be part of a block: they are trained on.</source>
      <comment>{n} image can't be part of a block: it is trained on.</comment>
      <translation>
        <numerusform>{n} 张图像不能成为块的一部分：用于训练。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images have a point in their names and aren't in the lists of Yolo-FastestV2.</source>
      <comment>{n} image has a point in its name and isn't in the lists of Yolo-FastestV2.</comment>
      <translation>
        <numerusform>{n} 张图像的名称中有点号，不在 Yolo-FastestV2 的列表中。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images have words, which are left out.</source>
      <comment>{n} image has words, which are left out.</comment>
      <translation>
        <numerusform>{n} 张图像带有文字标签，已略去。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images removed.</source>
      <comment>{n} image removed.</comment>
      <translation>
        <numerusform>删除 {n} 张图像。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images that are declared as test stay test.</source>
      <comment>{n} image that is declared as test stays test.</comment>
      <translation>
        <numerusform>声明为测试的 {n} 张图像仍为测试。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images were added</source>
      <comment>{n} image was added</comment>
      <translation>
        <numerusform>添加了 {n} 张图像</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images with other pixels.</source>
      <comment>{n} image with other pixels.</comment>
      <translation>
        <numerusform>{n} 张图像的像素不同。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} images with their labels</source>
      <comment>{n} image with its labels</comment>
      <translation>
        <numerusform>{n} 张图像带有标注</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} images, each by itself.</source>
      <translation>{n} 张图像，各自独立。</translation>
    </message>
    <message numerus="yes">
      <source>{n} minutes</source>
      <comment>{n} minute</comment>
      <translation>
        <numerusform>{n} 分钟</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} missed</source>
      <translation>{n} 个漏检</translation>
    </message>
    <message>
      <source>{n} of the wrong class</source>
      <translation>{n} 个类别错误</translation>
    </message>
    <message numerus="yes">
      <source>{n} paths in {file} are written with backslashes; they were read as /.</source>
      <comment>{n} path in {file} is written with backslashes; they were read as /.</comment>
      <translation>
        <numerusform>{file} 中有 {n} 个路径使用反斜杠，已按 / 读取。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} paths in {file} begin with {dropped}, which is not there; they were found in {place}.</source>
      <comment>{n} path in {file} begins with {dropped}, which is not there; it was found in {place}.</comment>
      <translation>
        <numerusform>{file} 中有 {n} 个路径以不存在的 {dropped} 开头；已在 {place} 找到。</numerusform>
      </translation>
    </message>
    <message numerus="yes">
      <source>{n} seconds</source>
      <comment>{n} second</comment>
      <translation>
        <numerusform>{n} 秒</numerusform>
      </translation>
    </message>
    <message>
      <source>{n} where nothing is</source>
      <translation>{n} 个误检</translation>
    </message>
    <message>
      <source>{option} is {count}.</source>
      <translation>{option} 是 {count}。</translation>
    </message>
    <message>
      <source>{outcome}: mAP@0.5 is {map50:.3f} (goal {goal}{remark}); everything is in {folder}.</source>
      <translation>{outcome}：mAP@0.5 为 {map50:.3f}（目标 {goal}{remark}）；全部内容在 {folder} 中。</translation>
    </message>
    <message>
      <source>{out} holds tiles of these photos that were changed: {file}.</source>
      <translation>{out} 中这些照片的切片有改动：{file}。</translation>
    </message>
    <message>
      <source>{out} is not an empty folder, and nothing in it is overwritten.</source>
      <translation>{out} 不是空文件夹，其中的内容不会被覆盖。</translation>
    </message>
    <message>
      <source>{out} lies inside the dataset, which would then contain its own copy.</source>
      <translation>{out} 在数据集之内，那样数据集会包含自己的副本。</translation>
    </message>
    <message>
      <source>{out} lies inside the dataset, which would then contain its own tiles.</source>
      <translation>{out} 位于数据集内，数据集会因此包含自己的切片。</translation>
    </message>
    <message>
      <source>{path} asks for operations that a detector does not need: {names}; nothing was run.</source>
      <translation>{path} 要求检测器不需要的运算：{names}；没有运行任何内容。</translation>
    </message>
    <message>
      <source>{path} can't be encoded as an image.</source>
      <translation>{path} 无法编码为图像。</translation>
    </message>
    <message>
      <source>{path} can't be opened as a CoreML model: {reason}.</source>
      <translation>{path} 无法作为 CoreML 模型打开：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be opened as a TFLite model: {reason}.</source>
      <translation>{path} 无法作为 TFLite 模型打开：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be opened as a TorchScript model.</source>
      <translation>{path} 无法作为 TorchScript 模型打开。</translation>
    </message>
    <message>
      <source>{path} can't be opened as an ExecuTorch model: {reason}.</source>
      <translation>{path} 无法作为 ExecuTorch 模型打开：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be opened as an NCNN model.</source>
      <translation>{path} 无法作为 NCNN 模型打开。</translation>
    </message>
    <message>
      <source>{path} can't be opened as an ONNX model: {reason}.</source>
      <translation>{path} 无法作为 ONNX 模型打开：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be opened as an OpenVINO model: {reason}.</source>
      <translation>{path} 无法作为 OpenVINO 模型打开：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be opened: {reason}.</source>
      <translation>无法打开 {path}：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be read: {reason}.</source>
      <translation>无法读取 {path}：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be run without {name}.</source>
      <translation>没有 {name} 就无法运行 {path}。</translation>
    </message>
    <message>
      <source>{path} can't be understood: {reason}.</source>
      <translation>{path} 无法理解：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be unpacked: {reason}.</source>
      <translation>{path} 无法解压：{reason}。</translation>
    </message>
    <message>
      <source>{path} can't be written: {reason}.</source>
      <translation>无法写入 {path}：{reason}。</translation>
    </message>
    <message>
      <source>{path} does not begin with a [net] section.</source>
      <translation>{path} 不以 [net] 小节开头。</translation>
    </message>
    <message>
      <source>{path} does not exist.</source>
      <translation>{path} 不存在。</translation>
    </message>
    <message>
      <source>{path} does not say what input and classes it was made for.</source>
      <translation>{path} 没有说明它适用的输入和类别。</translation>
    </message>
    <message>
      <source>{path} has no [yolo] and no [region] section.</source>
      <translation>{path} 没有 [yolo] 和 [region] 小节。</translation>
    </message>
    <message>
      <source>{path} has no frame at {time} s: it is {length} s long.</source>
      <translation>{path} 在 {time} 秒处没有帧：它长 {length} 秒。</translation>
    </message>
    <message>
      <source>{path} holds labels of several formats: {titles}.</source>
      <translation>{path} 中有多种格式的标注：{titles}。</translation>
    </message>
    <message>
      <source>{path} holds no frame that can be read.</source>
      <translation>{path} 里没有可读取的帧。</translation>
    </message>
    <message>
      <source>{path} holds no images and no labels.</source>
      <translation>{path} 中没有图像，也没有标注。</translation>
    </message>
    <message>
      <source>{path} holds {found} numbers, but {name}.cfg needs {wanted}.</source>
      <translation>{path} 有 {found} 个数，但 {name}.cfg 需要 {wanted} 个。</translation>
    </message>
    <message>
      <source>{path} holds {title} labels.</source>
      <translation>{path} 中是 {title} 标注。</translation>
    </message>
    <message>
      <source>{path} is a link that goes round in a circle.</source>
      <translation>{path} 是循环指向的链接。</translation>
    </message>
    <message>
      <source>{path} is a packed archive.</source>
      <translation>{path} 是压缩包。</translation>
    </message>
    <message>
      <source>{path} is a picture, and not a video.</source>
      <translation>{path} 是图片，不是视频。</translation>
    </message>
    <message>
      <source>{path} is in no label format that is known.</source>
      <translation>{path} 不是已知的标注格式。</translation>
    </message>
    <message>
      <source>{path} is no data YAML and no obj.data.</source>
      <translation>{path} 不是数据 YAML，也不是 obj.data。</translation>
    </message>
    <message>
      <source>{path} is no folder, and a folder is to be written there.</source>
      <translation>{path} 不是文件夹，而要在那里写入文件夹。</translation>
    </message>
    <message>
      <source>{path} is no longer there.</source>
      <translation>{path} 已不存在。</translation>
    </message>
    <message>
      <source>{path} is not YAML: {reason}.</source>
      <translation>{path} 不是 YAML：{reason}。</translation>
    </message>
    <message>
      <source>{path} is not a darknet weights file: it has only {size} bytes.</source>
      <translation>{path} 不是 darknet 权重文件：只有 {size} 字节。</translation>
    </message>
    <message>
      <source>{path} is not a dataset.</source>
      <translation>{path} 不是数据集。</translation>
    </message>
    <message>
      <source>{path} is not a file that can be read to its end.</source>
      <translation>{path} 不是能够完整读取的文件。</translation>
    </message>
    <message>
      <source>{path} is not a file.</source>
      <translation>{path} 不是文件。</translation>
    </message>
    <message>
      <source>{path} is not a layer table.</source>
      <translation>{path} 不是网络结构表。</translation>
    </message>
    <message>
      <source>{path} is not a model this program can run.</source>
      <translation>{path} 不是本程序能运行的模型。</translation>
    </message>
    <message>
      <source>{path} is not a run folder.</source>
      <translation>{path} 不是训练记录文件夹。</translation>
    </message>
    <message>
      <source>{path} is not a video that can be read.</source>
      <translation>{path} 不是可读的视频。</translation>
    </message>
    <message>
      <source>{path} is not an image that can be read here: it is {form}.</source>
      <translation>{path} 不是此处可读的图像：它是{form}。</translation>
    </message>
    <message>
      <source>{path} is not an image that can be read.</source>
      <translation>{path} 不是可读的图像。</translation>
    </message>
    <message>
      <source>{path} is not an image that can be read: it is cut off, its end is missing.</source>
      <translation>{path} 不是可读的图像：文件不完整，缺少结尾。</translation>
    </message>
    <message>
      <source>{path} is not an image: it is a pointer of Git LFS to one.</source>
      <translation>{path} 不是图像：它是指向图像的 Git LFS 指针。</translation>
    </message>
    <message>
      <source>{path} is not an image: it is {form}.</source>
      <translation>{path} 不是图像：它是{form}。</translation>
    </message>
    <message>
      <source>{path} is not that of a preview.</source>
      <translation>{path} 不是预览的路径。</translation>
    </message>
    <message>
      <source>{path} is one image, and not a dataset.</source>
      <translation>{path} 是一张图像，不是数据集。</translation>
    </message>
    <message>
      <source>{path} is shown, because it is there; no camera and no sample scene.</source>
      <translation>显示的是 {path}，因为它存在；不是摄像头，也不是示例场景。</translation>
    </message>
    <message>
      <source>{path} is too large to be read: {w} × {h} px.</source>
      <translation>{path} 太大，无法读取：{w} × {h} 像素。</translation>
    </message>
    <message>
      <source>{path} is write-protected.</source>
      <translation>{path} 有写保护。</translation>
    </message>
    <message>
      <source>{path} needs {name} beside it.</source>
      <translation>{path} 旁边需要有 {name}。</translation>
    </message>
    <message>
      <source>{path} shows only what its own NMS kept, so nothing can be held against it.</source>
      <translation>{path} 只给出它自己 NMS 之后的结果，因此无法用作比较标准。</translation>
    </message>
    <message>
      <source>{path} speaks of no images.</source>
      <translation>{path} 没有提到任何图像。</translation>
    </message>
    <message>
      <source>{path} takes {inputs}, but its description says {wanted}.</source>
      <translation>{path} 接受 {inputs}，但其说明信息写的是 {wanted}。</translation>
    </message>
    <message>
      <source>{path} takes {width}x{height}, and the checkpoint can be run at square sizes only.</source>
      <translation>{path} 接受 {width}x{height}，而检查点只能以正方形尺寸运行。</translation>
    </message>
    <message>
      <source>{path} was changed since it was exported.</source>
      <translation>{path} 在导出后被更改过。</translation>
    </message>
    <message>
      <source>{path} was exported for {width}x{height} and can't run at {imgsz}x{imgsz}.</source>
      <translation>{path} 以 {width}x{height} 导出，不能以 {imgsz}x{imgsz} 运行。</translation>
    </message>
    <message>
      <source>{path} works with {shapes} values, which is more than any detector needs.</source>
      <translation>{path} 处理 {shapes} 个值，超出任何检测器的需要。</translation>
    </message>
    <message>
      <source>{path}, line {line}, [{name}]:</source>
      <translation>{path} 第 {line} 行，[{name}]：</translation>
    </message>
    <message>
      <source>{path}, line {line}: {text} is not key=value.</source>
      <translation>{path} 第 {line} 行：{text} 不是 key=value 的形式。</translation>
    </message>
    <message>
      <source>{path}: its detection sections differ in anchors, classes or scale_x_y.</source>
      <translation>{path}：各检测小节的锚框、classes 或 scale_x_y 不同。</translation>
    </message>
    <message>
      <source>{percent:g} % of the boxes may be missed, extra or differ by more.</source>
      <translation>允许 {percent:g} % 的框漏检、多余或差异较大。</translation>
    </message>
    <message>
      <source>{place} does not answer within {seconds:.0f} s</source>
      <translation>{place} 在 {seconds:.0f} 秒内没有回应</translation>
    </message>
    <message>
      <source>{points} points of mAP can't be lost.</source>
      <translation>mAP 不能损失 {points} 个百分点。</translation>
    </message>
    <message>
      <source>{port} is no port.</source>
      <translation>{port} 不是端口。</translation>
    </message>
    <message>
      <source>{program} can't be started: {reason}.</source>
      <translation>无法启动 {program}：{reason}。</translation>
    </message>
    <message>
      <source>{program} failed: {reason}.</source>
      <translation>{program} 失败：{reason}。</translation>
    </message>
    <message>
      <source>{program}: stopped.</source>
      <translation>{program}：已停止。</translation>
    </message>
    <message>
      <source>{px:.3g} px</source>
      <translation>{px:.3g} 像素</translation>
    </message>
    <message>
      <source>{runtime}: total p50 {p50:.1f} ms, p95 {p95:.1f} ms (inference {inference:.1f} ms), {fps:.0f} frames a second</source>
      <translation>{runtime}：总计 p50 {p50:.1f} 毫秒，p95 {p95:.1f} 毫秒（推理 {inference:.1f} 毫秒），每秒 {fps:.0f} 帧</translation>
    </message>
    <message>
      <source>{runtime}: {found} detections above {confidence:.2f} where {boxes} boxes are, {ms:.1f} ms a tile</source>
      <translation>{runtime}：实有 {boxes} 个框，高于 {confidence:.2f} 的检出 {found} 个，每个切片 {ms:.1f} 毫秒</translation>
    </message>
    <message>
      <source>{run} can't be brought back: {reason}.</source>
      <translation>无法恢复 {run}：{reason}。</translation>
    </message>
    <message>
      <source>{run} can't be moved to the trash while it goes on.</source>
      <translation>{run} 进行中，不能移到回收站。</translation>
    </message>
    <message>
      <source>{run} can't be moved to the trash: {reason}.</source>
      <translation>{run} 不能移到回收站：{reason}。</translation>
    </message>
    <message>
      <source>{run} can't be renamed while it goes on.</source>
      <translation>{run} 进行中，不能改名。</translation>
    </message>
    <message>
      <source>{run} can't be renamed: {reason}.</source>
      <translation>{run} 不能改名：{reason}。</translation>
    </message>
    <message>
      <source>{run} has no list of its data to compare.</source>
      <translation>{run} 没有可比较的数据清单。</translation>
    </message>
    <message>
      <source>{sentence} Or, which explains it as well: {others}</source>
      <translation>{sentence} 或者，同样说得通的解释：{others}</translation>
    </message>
    <message>
      <source>{share} of the images would be held out.</source>
      <translation>会留出 {share} 的图像。</translation>
    </message>
    <message>
      <source>{size} is no size.</source>
      <translation>{size} 不是尺寸。</translation>
    </message>
    <message>
      <source>{size} px</source>
      <translation>{size} 像素</translation>
    </message>
    <message>
      <source>{size} px is no training size.</source>
      <translation>{size} 像素不是训练尺寸。</translation>
    </message>
    <message>
      <source>{source} holds no image that can be read.</source>
      <translation>{source} 中没有可读的图像。</translation>
    </message>
    <message>
      <source>{source} holds no images.</source>
      <translation>{source} 中没有图像。</translation>
    </message>
    <message>
      <source>{team} processes can't share {cards} graphics cards.</source>
      <translation>{team} 个进程不能共用 {cards} 块显卡。</translation>
    </message>
    <message>
      <source>{text} is no way to cut a picture into tiles.</source>
      <translation>{text} 不是切图方式。</translation>
    </message>
    <message>
      <source>{tiles} tiles; boxes: {kept} kept, {clipped} clipped, {dropped} dropped</source>
      <translation>{tiles} 个切片；框：保留 {kept}，截断 {clipped}，舍弃 {dropped}</translation>
    </message>
    <message>
      <source>{title} has no place for the order of the classes; it is kept in classes.txt.</source>
      <translation>{title} 不保存类别的顺序；顺序保存在 classes.txt 中。</translation>
    </message>
    <message>
      <source>{title} is not installed.</source>
      <translation>{title} 尚未安装。</translation>
    </message>
    <message>
      <source>{title} is not set up.</source>
      <translation>{title} 尚未准备。</translation>
    </message>
    <message>
      <source>{title} runs on {systems} only.</source>
      <translation>{title} 只能在 {systems} 上运行。</translation>
    </message>
    <message>
      <source>{title} was set up by another version of this program.</source>
      <translation>{title} 是由本程序的另一版本准备的。</translation>
    </message>
    <message>
      <source>{title}. The first: {message}</source>
      <translation>{title}。第一处：{message}</translation>
    </message>
    <message>
      <source>{value} is not a number.</source>
      <translation>{value} 不是数值。</translation>
    </message>
    <message>
      <source>{value} is one argument too many</source>
      <translation>{value} 是多余的参数</translation>
    </message>
    <message>
      <source>{val} of {count} images are held out to measure on, whole photos at a time (seed {seed}).</source>
      <translation>{count} 张图像中留出 {val} 张用于测量，按整张照片划分（种子 {seed}）。</translation>
    </message>
    <message>
      <source>{what} was written by a newer version of this program.</source>
      <translation>{what} 由本程序的较新版本写出。</translation>
    </message>
    <message>
      <source>{what}. Lines: {lines}, files: {files}.</source>
      <translation>{what}。行：{lines}，文件：{files}。</translation>
    </message>
    <message>
      <source>{what}: nothing is changed yet. Lines: {lines}, files: {files}.</source>
      <translation>{what}：尚未改动。行：{lines}，文件：{files}。</translation>
    </message>
    <message>
      <source>{where}, line {line}</source>
      <translation>{where}，第 {line} 行</translation>
    </message>
    <message>
      <source>{where}: row {index} can't be built as {module} with {args}: {reason}.</source>
      <translation>{where}：第 {index} 行无法按 {args} 构建 {module}：{reason}。</translation>
    </message>
    <message>
      <source>{where}: row {index} is {row}.</source>
      <translation>{where}：第 {index} 行是 {row}。</translation>
    </message>
    <message>
      <source>{where}: row {index} names the module {module}, which doesn't exist.</source>
      <translation>{where}：第 {index} 行的模块 {module} 不存在。</translation>
    </message>
    <message>
      <source>{where}: row {index} reads from row {bad}, which is not above it.</source>
      <translation>{where}：第 {index} 行读取第 {bad} 行，而后者不在其上方。</translation>
    </message>
    <message>
      <source>{word} is neither a verb nor a dataset that exists.</source>
      <translation>{word} 既不是命令，也不是存在的数据集。</translation>
    </message>
    <message>
      <source>{word} is none of {names}</source>
      <translation>{word} 不在 {names} 之中</translation>
    </message>
    <message>
      <source>{word} is taken as the verb; write .{sep}{word} for the folder.</source>
      <translation>{word} 按命令处理；要指文件夹请写 .{sep}{word}。</translation>
    </message>
    <message>
      <source>{year}-{month:02d}-{day:02d} {hour:02d}:{minute:02d}</source>
      <translation>{year}年{month:02d}月{day:02d}日 {hour:02d}:{minute:02d}</translation>
    </message>
    <message>
      <source>“{word}” needs a number behind {sign}.</source>
      <translation>“{word}”的 {sign} 之后需要一个数字。</translation>
    </message>
  </context>
  <context>
    <name>stages</name>
    <message>
      <source>Capture</source>
      <translation>采集</translation>
    </message>
    <message>
      <source>Decode</source>
      <translation>解码</translation>
    </message>
    <message>
      <source>Draw</source>
      <translation>绘制</translation>
    </message>
    <message>
      <source>Inference</source>
      <translation>推理</translation>
    </message>
    <message>
      <source>NMS</source>
      <translation>NMS</translation>
    </message>
    <message>
      <source>Preprocess</source>
      <translation>预处理</translation>
    </message>
    <message>
      <source>Total</source>
      <translation>总计</translation>
    </message>
  </context>
</TS>
